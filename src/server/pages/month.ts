/** The month's totals, and everybody's. */
import { html } from 'hono/html'
import type { People, PeopleQuery } from '../../publication/people.ts'
import type { PeriodEntry, Settled } from '../../publication/settled.ts'
import type { Change, Totals } from '../../publication/totals.ts'
import { amount, signed } from '../format.ts'
import { type Html, link, type View } from '../view.ts'
import { monthChart } from './month-chart.ts'
import { peopleSection } from './people-table.ts'

export interface MonthPage {
  readonly settled: Settled
  readonly totals: Totals
  /** Against the period before, when there is one. */
  readonly change: Change | undefined
  readonly before: Settled | undefined
  readonly periods: readonly (PeriodEntry & { readonly total: string })[]
  readonly everybody: People
  readonly people: People
  readonly units: readonly string[]
  readonly query: PeopleQuery
}

export function monthPage(view: View, page: MonthPage): Html {
  const { t } = view
  const { settled, totals, change, before } = page
  const { period, run } = settled
  return html`
<h1>${t.periodName(period.name)} <span class="status ${run.status}" title="${t.statusMeans(run.status)}">${t.status(run.status)}</span></h1>
<div class="figures">
<section class="figure main">
<h2>${t.totalPayable}</h2>
<p class="amount">${amount(totals.payable)}<span class="unit">${t.yuan}</span></p>
<p class="note">${changeLine(view, change, before)}</p>
</section>
${
  totals.commission === undefined
    ? ''
    : html`<section class="figure commission"><h2>${t.totalCommission}</h2><p class="amount">${amount(totals.commission)}<span class="unit">${t.yuan}</span></p></section>`
}
<section class="figure"><h2>${t.headcount}</h2><p class="amount">${totals.people}</p></section>
<section class="figure"><h2>${t.openProblems}</h2><p class="amount${run.problems > 0 ? ' wrong' : ''}"><a class="plain" href="${link(view, ['problems', period.name])}">${run.problems > 0 ? t.count(run.problems) : t.none}</a></p></section>
</div>
${monthChart(view, page.periods, period.name)}
${composition(view, page)}
${peopleSection(view, page)}
${provenance(view, settled)}`
}

/** 比2026年11月 −1,000.00 元（−1.2%） */
export function changeLine({ t }: View, change: Change | undefined, before: Settled | undefined): string {
  if (!change || !before) return t.nothingBefore
  const earlier = t.periodName(before.period.name)
  if (signed(change.amount) === '0.00') return t.same(earlier)
  const percent = change.percent?.replace('-', '−')
  const sign = percent === undefined || percent.startsWith('−') ? '' : '+'
  return t.versus(earlier, signed(change.amount), percent === undefined ? undefined : `${sign}${percent}%`)
}

/** The items behind the total, as one bar and as a table; widths are drawing, so binary numbers will do. */
function composition({ t }: View, { everybody, totals }: MonthPage): Html {
  const parts = everybody.items.map(({ definition }, at) => ({
    name: definition.name.text,
    total: everybody.itemTotals[at] ?? '0',
  }))
  const whole = parts.reduce((sum, { total }) => sum + Math.max(Number(total), 0), 0) || 1
  let x = 0
  const bars = parts.map(({ total }, at) => {
    const width = (Math.max(Number(total), 0) / whole) * 1000
    const bar = html`<rect class="part${at % 5}" x="${x.toFixed(1)}" width="${width.toFixed(1)}" height="20"/>`
    x += width
    return bar
  })
  return html`
<section aria-labelledby="composition">
<h2 id="composition">${t.composition}</h2>
<svg class="stack" viewBox="0 0 1000 20" preserveAspectRatio="none" aria-hidden="true">${bars}</svg>
<dl class="legend">
${parts.map(
  ({ name, total }, at) =>
    html`<div><dt><svg class="key" viewBox="0 0 10 10" aria-hidden="true"><rect class="part${at % 5}" width="10" height="10"/></svg>${name}</dt><dd>${amount(total)}</dd></div>`,
)}
<div class="whole"><dt>${t.totalPayable}</dt><dd>${amount(totals.payable)}</dd></div>
</dl>
</section>`
}

function provenance(view: View, { run, version }: Settled): Html {
  const { t } = view
  const decisions = [
    t.settledBy(run.started_by, run.snapshot_at.slice(0, 16)),
    ...(run.reviewed_by ? [t.reviewedBy(run.reviewed_by)] : []),
    ...(run.closed_by ? [t.closedBy(run.closed_by)] : []),
  ]
  return html`
<section class="provenance">
<p>${t.settledUnder} <a href="${link(view, ['policy', String(version.id)])}">${version.policy}</a>${view.language === 'zh' ? '，' : ', '}${t.versionName(version.version)}</p>
<p>${decisions.join(' · ')}</p>
<p title="${t.digestMeans}">${t.digest} <code>${run.result_digest}</code></p>
</section>`
}
