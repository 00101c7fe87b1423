/** Why one value of one row is what it is, and the row's own record. */
import { html } from 'hono/html'
import type { Reason } from '../../publication/reasons.ts'
import type { SourceRecord } from '../../publication/source-record.ts'
import { shown } from '../format.ts'
import { type Html, link, type View } from '../view.ts'
import { reasonBody, valueText, type Whereabouts } from './reason.ts'

export interface WhyPage {
  readonly where: Whereabouts
  readonly reason: Reason
  readonly record: SourceRecord | undefined
}

export function whyPage(view: View, { where, reason, record }: WhyPage): Html {
  const { explanation } = reason
  return html`
${backToStatement(view, where)}
<article class="slip">
<h1>${explanation.name} <span class="what">${explanation.object} ${explanation.key.join(' / ')}</span></h1>
<p class="payable"><span class="amount">${valueText(view, reason)}</span></p>
<div class="reason">${reasonBody(view, where, reason)}</div>
${record ? recordSection(view, record) : ''}
</article>`
}

export function recordPage(view: View, where: Whereabouts, record: SourceRecord): Html {
  return html`
${backToStatement(view, where)}
<article class="slip">
<h1>${record.object.label} <span class="what">${record.key.join(' / ')}</span></h1>
${recordSection(view, record)}
</article>`
}

export function backToStatement(view: View, { settled, person }: Whereabouts): Html {
  const { t } = view
  const [segments, text] = person
    ? [['statements', settled.period.name, person], `${person} ${t.statement}`]
    : [[''], t.periodName(settled.period.name)]
  const to = link(view, segments, person ? {} : { month: settled.period.name })
  return html`<nav class="trail" aria-label="${t.back(text)}"><a href="${to}">← ${text}</a></nav>`
}

function recordSection({ t, language }: View, { object, values, origin }: SourceRecord): Html {
  const words = { yes: t.yes, no: t.no, none: t.empty }
  const source =
    origin &&
    [
      origin.file === null ? '' : t.fromFile(origin.file, origin.row),
      origin.by === null ? '' : t.enteredBy(origin.by, origin.at),
    ]
      .filter((part) => part !== '')
      .join(language === 'zh' ? '，' : ', ')
  return html`
<section aria-labelledby="record">
<h2 id="record">${t.record}<span class="what"> ${object.label}</span></h2>
<table class="record">
<thead class="hidden"><tr><th scope="col">${t.field}</th><th scope="col">${t.value}</th></tr></thead>
<tbody>
${values.map(({ field, value }) => html`<tr><th scope="row">${language === 'en' ? field.english : field.label}</th><td>${written(value, field.type, words)}</td></tr>`)}
</tbody>
</table>
<p class="note">${source ? `${t.origin}${language === 'zh' ? '' : ' '}${source}` : t.noOrigin}</p>
</section>`
}

type Field = SourceRecord['values'][number]['field']

/** Units of fields are written out in the vocabulary. */
function written(
  value: string | null,
  type: Field['type'],
  words: { yes: string; no: string; none: string },
): string {
  if (value === null) return words.none
  if (type.kind === 'boolean') return value === 'true' ? words.yes : words.no
  if (type.kind !== 'number') return value
  const powers: Record<string, number> = type.unit === '元' ? { 元: 1 } : {}
  const counts = type.unit === '比率' ? '比率' : type.unit === '元' ? '' : '数'
  return shown(value, { kind: 'number', unit: { powers, counts } }, words)
}
