/** Formula blocks: the names being defined stand out and can be linked to; comments, texts and numbers are set apart. */
import { html } from 'hono/html'
import type { Program } from '../../language/index.ts'
import type { Html } from '../view.ts'

const token =
  /(\/\/[^\n]*)|("[^"\n]*"|“[^”\n]*”)|(?<![\p{L}\d_])(\d[\d.,]*(?:%|[十百千万亿]?元|分|天|个|次|人)?)/gu
const kinds = ['comment', 'text', 'figure'] as const

export function formulas({ document, definitions }: Program, from: number, to: number): Html {
  const parts: Html[] = []
  let at = from
  const names = definitions
    .filter(({ name }) => name.from >= from && name.to <= to)
    .toSorted((a, b) => a.name.from - b.name.from)
  for (const { id, object, name } of names) {
    parts.push(plain(document.text.slice(at, name.from)))
    parts.push(html`<dfn id="${object.id}-${id}">${name.text}</dfn>`)
    at = name.to
  }
  parts.push(plain(document.text.slice(at, to)))
  return html`${parts}`
}

function plain(text: string): Html {
  const parts: (Html | string)[] = []
  let at = 0
  for (const match of text.matchAll(token)) {
    const kind = kinds[match.slice(1).findIndex((group) => group !== undefined)]
    parts.push(text.slice(at, match.index), html`<span class="${kind}">${match[0]}</span>`)
    at = match.index + match[0].length
  }
  parts.push(text.slice(at))
  return html`${parts}`
}
