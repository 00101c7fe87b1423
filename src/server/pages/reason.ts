/** One value's reason: formula, formula with values, clause, and what it was made of, each to be opened in place. */
import { html } from 'hono/html'
import type { Cause, Place, Reason, Taken } from '../../publication/reasons.ts'
import type { Settled } from '../../publication/settled.ts'
import type { TakenRow } from '../../settlement/explain.ts'
import { shown } from '../format.ts'
import { type Html, link, type View } from '../view.ts'
import { clauseAnchor } from './policy-anchors.ts'

/** Whose statement the reader came from, so that there is a way back. */
export interface Whereabouts {
  readonly settled: Settled
  readonly person: string | undefined
}

export function reasonDetails(view: View, where: Whereabouts, reason: Reason, anchor?: string): Html {
  return html`
<details class="reason">
<summary><span class="name">${reason.explanation.name}</span><span class="number">${valueText(view, reason)}</span></summary>
${reasonBody(view, where, reason, anchor)}
</details>`
}

/** A link to the anchor opens the details around it. */
export function reasonBody(view: View, where: Whereabouts, reason: Reason, anchor?: string): Html {
  const { t } = view
  const { explanation, clause, causes } = reason
  const changed = explanation.withValues !== explanation.formula
  return html`
<div class="body"${anchor ? html` id="${anchor}"` : ''}>
<dl class="formulas">
<dt>${t.formula}</dt><dd><code>${explanation.name} = ${explanation.formula}</code></dd>
${changed ? html`<dt>${t.withValues}</dt><dd><code>= ${explanation.withValues}</code></dd>` : ''}
${clause ? html`<dt>${t.clause}</dt><dd><a href="${link(view, ['policy', String(where.settled.version.id)], {}, clauseAnchor(where.settled.version.program, clause))}">${clause.title}</a></dd>` : ''}
</dl>
${causes.length === 0 ? '' : html`<ul class="causes">${causes.map((cause) => html`<li>${causeItem(view, where, cause)}</li>`)}</ul>`}
</div>`
}

export function valueText({ t }: View, { explanation: { value, type, problem } }: Reason): Html {
  if (problem !== undefined) return html`<span class="wrong">${t.cannotSay(problem)}</span>`
  return html`${shown(value, type, { yes: t.yes, no: t.no, none: t.noValue })}`
}

function causeItem(view: View, where: Whereabouts, cause: Cause): Html {
  const { t } = view
  if (cause.reason) return reasonDetails(view, where, cause.reason)
  const { input, taken, elsewhere, explainedBefore } = cause
  const words = { yes: t.yes, no: t.no, none: t.noValue }
  const line = html`<span class="name">${input.text}</span>${explainedBefore ? html` <span class="note">${t.seeAbove}</span>` : ''}${elsewhere ? html` <a class="more" href="${whyLink(view, where, elsewhere)}">${t.whatFor} →</a>` : ''}${input.tableRow ? html` <span class="note">${t.usedRow} ${input.tableRow}</span>` : ''}<span class="number">${shown(input.value, input.type, words)}</span>`
  if (!taken) return html`<div class="leaf">${line}</div>`
  return html`<details class="taken"><summary>${line}</summary>${takenTable(view, where, taken)}</details>`
}

function takenTable(view: View, where: Whereabouts, taken: Taken): Html {
  const { t } = view
  const { object, rows, total } = taken
  // Counting looks at the rows themselves: their keys are shown already.
  const counted = taken.type.kind === 'row'
  if (!object || rows.length === 0) return html`<p class="note">${t.noRows}</p>`
  const words = { yes: t.yes, no: t.no, none: t.noValue }
  return html`
<table class="rows">
<caption>${t.rowsTaken(total, object.label)}</caption>
<tbody>
${rows.map((row) => html`<tr><td class="code">${row.key.join(' / ')}</td><td class="number">${counted || row.value === null ? '' : shown(row.value, taken.type, words)}</td><td>${rowLink(view, where, taken, row)}</td></tr>`)}
</tbody>
</table>
${total > rows.length ? html`<p class="note">${t.moreRows(total - rows.length)}</p>` : ''}`
}

function rowLink(view: View, where: Whereabouts, { object }: Taken, row: TakenRow): Html {
  const { t } = view
  if (!object) return html``
  if (row.definition) {
    const place = { object, key: row.key, definition: row.definition }
    return html`<a href="${whyLink(view, where, place)}">${t.whatFor} →</a>`
  }
  return html`<a href="${recordLink(view, where, object.id, row.key)}">${t.openRecord} →</a>`
}

export function whyLink(view: View, { settled, person }: Whereabouts, place: Place): string {
  const { object, key, definition } = place
  return link(view, ['why', settled.period.name, object.id, definition.name.text], { key, from: person })
}

export function recordLink(
  view: View,
  { settled, person }: Whereabouts,
  object: string,
  key: readonly string[],
): string {
  return link(view, ['records', settled.period.name, object], { key, from: person })
}
