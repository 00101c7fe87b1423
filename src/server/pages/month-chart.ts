/** The months as bars; each bar is the way to its month. */
import { html } from 'hono/html'
import type { PeriodEntry } from '../../publication/settled.ts'
import { amount, inTenThousands } from '../format.ts'
import { type Html, link, type View } from '../view.ts'

export function monthChart(
  view: View,
  periods: readonly (PeriodEntry & { readonly total: string })[],
  current: string,
): Html {
  const { t } = view
  // Heights are drawing: binary numbers will do.
  const highest = Math.max(...periods.map(({ total }) => Number(total)), 1)
  return html`
<nav class="months" aria-label="${t.byMonth}">
<h2>${t.byMonth} <span class="note">${t.tenThousands}</span></h2>
<ol>
${periods.map(({ period, total, status }) => {
  const height = Math.max((Number(total) / highest) * 60, 1).toFixed(1)
  const here = period.name === current
  return html`<li><a class="month" href="${link(view, [''], { month: period.name })}"${here ? html` aria-current="page"` : ''} title="${t.periodName(period.name)} ${amount(total)} ${t.status(status)}">
<span class="value" aria-hidden="true">${inTenThousands(total)}</span>
<svg viewBox="0 0 30 60" preserveAspectRatio="none" aria-hidden="true"><rect class="${status}" y="${(60 - Number(height)).toFixed(1)}" width="30" height="${height}"/></svg>
<span>${t.shortPeriod(period.name)}</span><span class="hidden"> ${amount(total)} ${t.yuan}${view.language === 'zh' ? '，' : ', '}${t.status(status)}</span></a></li>`
})}
</ol>
</nav>`
}
