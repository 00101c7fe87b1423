/** What a chart shows, as data: drawn by option.ts, and listed as a table. Values are decimal text. */
import type { Marks } from '../../i18n.ts'

export interface Series {
  readonly name: string
  readonly values: readonly (string | null)[]
}

export interface Step {
  readonly name: string
  readonly value: string
  /** Totals stand on the ground; changes start where the one before ended. */
  readonly total?: boolean
}

/** Amounts in 元 are written in 万 along the axis; ratios as per cent. */
export type Unit = '元' | '%' | '分' | ''

export type ChartSpec =
  | {
      readonly kind: 'line' | 'bar'
      readonly categories: readonly string[]
      readonly series: readonly Series[]
      readonly unit: Unit
      /** Bars on top of each other. */
      readonly stacked?: boolean
      /** Lines as steps: what holds until it changes, such as a collected ratio. */
      readonly stepped?: boolean
    }
  | { readonly kind: 'waterfall'; readonly steps: readonly Step[]; readonly unit: Unit }

export interface Bar {
  readonly name: string
  readonly from: number
  readonly to: number
  readonly tone: 'total' | 'up' | 'down'
}

/** Where each step of a waterfall begins and ends. Pixels need no exact arithmetic; the figures shown are the text. */
export function barsOf(steps: readonly Step[]): readonly Bar[] {
  let level = 0
  return steps.map(({ name, value, total }) => {
    const from = total ? 0 : level
    level = total ? Number(value) : level + Number(value)
    return { name, from, to: level, tone: total ? 'total' : Number(value) < 0 ? 'down' : 'up' }
  })
}

/** The longest a spoken description may get before the table is the better way. */
const spoken = 12

/** For those who do not see it: `1月 12,000；2月 15,000`, and only the ends of a long one. */
export function describe(spec: ChartSpec, show: (value: string) => string, marks: Marks): string {
  if (spec.kind === 'waterfall')
    return spec.steps.map(({ name, value }) => `${name} ${show(value)}`).join(marks.semicolon)
  return spec.series
    .map(({ name, values }) => {
      const points = values.map((value, at) => `${spec.categories[at]} ${value === null ? '—' : show(value)}`)
      const said = points.length > spoken ? [points[0], '…', points.at(-1)] : points
      return name + marks.colon + said.join(marks.semicolon)
    })
    .join(marks.stop)
}
