/** The list of people: filter, sort and totals, all of it in the address. */
import { html } from 'hono/html'
import type { PeopleQuery, SortKey } from '../../publication/people.ts'
import { amount, signed } from '../format.ts'
import { type Html, link, type View } from '../view.ts'
import type { MonthPage } from './month.ts'

type Page = Pick<MonthPage, 'settled' | 'people' | 'units' | 'query'>

export function peopleSection(view: View, page: Page): Html {
  const { t } = view
  const { people } = page
  return html`
<section aria-labelledby="people">
<h2 id="people">${t.peopleTitle}</h2>
${filterForm(view, page)}
${people.rows.length === 0 ? html`<p class="empty">${t.nobody}</p>` : table(view, page)}
${people.count > people.rows.length ? html`<p class="note">${t.firstOnly(people.rows.length, people.count)}</p>` : ''}
</section>`
}

function filterForm(view: View, { settled, people, units, query }: Page): Html {
  const { t } = view
  const filtered = query.text !== undefined || query.unit !== undefined
  return html`
<form class="filter" method="get" action="/#people" role="search">
<input type="hidden" name="month" value="${settled.period.name}">
${query.sort ? html`<input type="hidden" name="sort" value="${query.sort}"><input type="hidden" name="order" value="${query.descending ? 'desc' : 'asc'}">` : ''}
${view.language === 'en' ? html`<input type="hidden" name="lang" value="en">` : ''}
<label><span class="hidden">${t.search}</span><input type="search" name="q" value="${query.text ?? ''}" placeholder="${t.search}" maxlength="50"></label>
<label><span class="hidden">${t.unit}</span><select name="unit">
<option value="">${t.allUnits}</option>
${units.map((unit) => html`<option${unit === query.unit ? html` selected` : ''}>${unit}</option>`)}
</select></label>
<button type="submit">${t.show}</button>
${filtered ? html`<a href="${link(view, [''], { month: settled.period.name }, 'people')}">${t.clear}</a> <span class="note" role="status">${t.found(people.count)}</span>` : ''}
</form>`
}

function table(view: View, page: Page): Html {
  const { t } = view
  const { people, settled } = page
  const highest = Math.max(...people.rows.map((row) => Number(row.payable ?? 0)), 1)
  const column = heading(view, page)
  return html`
<div class="scroll" tabindex="0" role="region" aria-label="${t.peopleTable}">
<table class="people">
<thead><tr>
${column('number', t.number, 'minor')}${column('name', t.name)}${column('unit', t.unit, 'minor')}${column('position', t.position, 'minor')}
${people.items.map(({ definition }, at) => column(`item${at}`, definition.name.text, 'number minor'))}
${column('payable', settled.version.program.payable?.name.text ?? '', 'number')}${column('change', t.change, 'number')}
<th class="bar"><span class="hidden">${t.share}</span></th>
</tr></thead>
<tbody>
${people.rows.map(
  (row) => html`<tr>
<td class="code minor">${row.number}</td>
<th scope="row"><a href="${link(view, ['statements', settled.period.name, row.number])}">${row.name}</a></th>
<td class="minor">${row.unit}</td><td class="minor">${row.position}</td>
${row.items.map((value) => cell(value, 'minor'))}
${cell(row.payable, 'total')}
<td class="number">${row.change === null ? '—' : signed(row.change)}</td>
<td class="bar"><svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"><rect class="fill" width="${((Math.max(Number(row.payable ?? 0), 0) / highest) * 100).toFixed(1)}" height="10"/></svg></td>
</tr>`,
)}
</tbody>
<tfoot><tr><td class="minor"></td><th scope="row">${t.sum} <span class="note">${t.people(people.count)}</span></th><td class="minor"></td><td class="minor"></td>
${people.itemTotals.map((value) => cell(value, 'minor'))}${cell(people.total, 'total')}<td></td><td class="bar"></td></tr></tfoot>
</table>
</div>`
}

function cell(value: string | null, kind = ''): Html {
  if (value === null) return html`<td class="number wrong ${kind}">—</td>`
  return html`<td class="number ${kind}${/^-?0$/.test(value) ? ' zero' : ''}">${amount(value)}</td>`
}

/** Sorting again by the same column turns it round; amounts begin with the largest. */
function heading(view: View, { settled, query }: Page) {
  const { t } = view
  return (key: SortKey, text: string, kind = ''): Html => {
    const sorted = query.sort === key
    const descending = sorted ? !query.descending : kind.startsWith('number')
    const to = link(view, [''], addressOf(settled.period.name, { ...query, sort: key, descending }), 'people')
    const direction = query.descending ? 'descending' : 'ascending'
    return html`<th scope="col"${kind ? html` class="${kind}"` : ''}${sorted ? html` aria-sort="${direction}"` : ''}><a class="sort" href="${to}" title="${t.sortBy(text)}">${text}${sorted ? html`<span aria-hidden="true"> ${query.descending ? '↓' : '↑'}</span>` : ''}</a></th>`
  }
}

function addressOf(month: string, { text, unit, sort, descending }: PeopleQuery) {
  return { month, q: text, unit, sort, order: descending ? 'desc' : 'asc' }
}
