/** From the first item to the total: a row of text and a floating bar each. */
import { html } from 'hono/html'
import type { Line, Statement } from '../../publication/statement.ts'
import { amount, isZero, signed } from '../format.ts'
import type { Html, View } from '../view.ts'

/** Positions are drawing, so binary numbers will do. */
interface Bar {
  readonly from: number
  readonly to: number
}

export function waterfall({ t }: View, { lines, payable, payableName }: Statement): Html {
  const bars = running(lines)
  const low = Math.min(0, ...bars.flatMap(({ from, to }) => [from, to]))
  const high = Math.max(1, ...bars.flatMap(({ from, to }) => [from, to]))
  const x = (value: number) => ((value - low) / (high - low)) * 1000
  const total: Bar = { from: 0, to: Number(payable ?? 0) }
  return html`
<section aria-labelledby="waterfall">
<h2 id="waterfall" class="hidden">${t.waterfall}</h2>
<ol class="waterfall">
${lines.map((line, at) => {
  const bar = bars[at] ?? { from: 0, to: 0 }
  const kind = line.amount === null ? 'wrong' : isZero(line.amount) ? 'zero' : at === 0 ? 'fixed' : ''
  const shown = line.amount === null ? '—' : at === 0 ? amount(line.amount) : signed(line.amount)
  return html`<li class="${kind}"><a href="#item-${at}">${line.item.definition.name.text}</a>${drawn(bar, x, bar.to < bar.from ? 'less' : kind)}<span class="number">${shown}</span></li>`
})}
<li class="whole"><strong>${payableName}</strong>${drawn(total, x, 'total')}<span class="number">${payable === null ? '—' : amount(payable)}</span></li>
</ol>
</section>`
}

function running(lines: readonly Line[]): Bar[] {
  let at = 0
  return lines.map(({ amount: value }) => {
    const from = at
    at += Number(value ?? 0)
    return { from, to: at }
  })
}

function drawn({ from, to }: Bar, x: (value: number) => number, kind: string): Html {
  const left = Math.min(x(from), x(to))
  const width = Math.abs(x(to) - x(from))
  return html`<svg viewBox="0 0 1000 16" preserveAspectRatio="none" aria-hidden="true"><rect class="track" width="1000" height="16"/><rect class="${kind}" x="${left.toFixed(1)}" width="${width.toFixed(1)}" height="16"/></svg>`
}
