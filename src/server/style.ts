/** The style sheet and the icon, read once; the address changes with the content, so browsers may keep it. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'

const sheets = ['base', 'month', 'statement', 'policy', 'print']

export const styleSheet = sheets
  .map((name) => readFileSync(new URL(`./styles/${name}.css`, import.meta.url), 'utf8'))
  .join('\n')

export const stylePath = `/style.css?v=${createHash('sha256').update(styleSheet).digest('hex').slice(0, 12)}`

/** A balance: what the product's name means. */
export const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#23395d"/><path d="M16 6v19M10 25h12M7 10h18M7 10l-3 8h6zM25 10l-3 8h6z" fill="none" stroke="#fff" stroke-width="2" stroke-linejoin="round" stroke-linecap="round"/></svg>`
