/** 绩效工资单: the amount, what changed, a waterfall, and the reasons of every item. M-6.2. */
import { html } from 'hono/html'
import type { Reason } from '../../publication/reasons.ts'
import type { Settled } from '../../publication/settled.ts'
import type { Statement } from '../../publication/statement.ts'
import { amount, isZero, signed } from '../format.ts'
import { type Html, link, type View } from '../view.ts'
import { reasonDetails, type Whereabouts } from './reason.ts'
import { waterfall } from './waterfall.ts'

export interface StatementPage {
  readonly settled: Settled
  readonly before: Settled | undefined
  readonly after: Settled | undefined
  readonly statement: Statement
  readonly reasons: readonly Reason[]
}

export function statementPage(view: View, page: StatementPage): Html {
  const { t } = view
  const { settled, statement, reasons } = page
  const { person } = statement
  const where: Whereabouts = { settled, person: person.number }
  return html`
${neighbours(view, page)}
<article class="slip">
<header>
<h1>${person.name} <span class="what">${t.statement}</span></h1>
<p class="facts">${t.periodName(settled.period.name)} · ${[person.number, person.unit, person.position].filter((fact) => fact !== '').join(' · ')} <span class="status ${settled.run.status}" title="${t.statusMeans(settled.run.status)}">${t.status(settled.run.status)}</span></p>
<p class="payable"><span>${settled.version.program.payable?.name.text}</span> <span class="amount">${statement.payable === null ? '—' : amount(statement.payable)}<span class="unit">${t.yuan}</span></span></p>
<p class="note">${whatChanged(view, page)}</p>
</header>
${waterfall(view, statement)}
<section class="reasons" aria-labelledby="why">
<h2 id="why">${t.why}</h2>
<p class="note screen">${t.whyMeans}${view.language === 'en' ? ' ' : ''}${t.printHint}</p>
${reasons.map((reason, at) => reasonDetails(view, where, reason, `item-${at}`))}
</section>
<section class="provenance">
<p>${t.settledUnder} <a href="${link(view, ['policy', String(settled.version.id)])}">${settled.version.policy}</a> · ${t.versionName(settled.version.version)}</p>
<p title="${t.digestMeans}">${t.digest} <code>${settled.run.result_digest}</code></p>
</section>
</article>`
}

/** 比2026年11月 −1,000.00 元，主要是计发提成 −900.00 元 */
function whatChanged({ t, language }: View, { statement, before }: StatementPage): string {
  if (!before || statement.change === null) return t.nothingBefore
  const earlier = t.periodName(before.period.name)
  const { mostChanged: line } = statement
  if (isZero(statement.change) && !line) return t.same(earlier)
  const whole = isZero(statement.change)
    ? t.same(earlier)
    : t.versus(earlier, signed(statement.change), undefined)
  if (!line || line.change === null) return whole
  return `${whole}${language === 'zh' ? '，' : ', '}${t.mainly(line.item.definition.name.text, signed(line.change))}`
}

function neighbours(view: View, { settled, before, after, statement }: StatementPage): Html {
  const { t } = view
  const to = (other: Settled) => link(view, ['statements', other.period.name, statement.person.number])
  return html`
<nav class="trail" aria-label="${t.back(t.month)}">
<a href="${link(view, [''], { month: settled.period.name }, 'people')}">← ${t.periodName(settled.period.name)}</a>
<span>
${before ? html`<a rel="prev" href="${to(before)}">${t.previousMonth}</a>` : ''}
${after ? html`<a rel="next" href="${to(after)}">${t.nextMonth}</a>` : ''}
</span>
</nav>`
}
