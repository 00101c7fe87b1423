/** A statement as pdfmake sets it: the slip on one page, its explanation behind it. M-6.2. */
import type { Content, DocumentDefinition } from 'pdfmake'
import { amount, grouped, signed } from '../figures.ts'
import { isFinal } from '../months.ts'
import type { Payments } from '../payments.ts'
import type { Settled } from '../settled.ts'
import type { Statement } from '../statement.ts'
import { type Cause, clauseOf, type Reason, type Shape } from '../why/reason.ts'
import type { RowsBehind } from '../why/rows.ts'
import type { SlipTexts } from './texts.ts'

export interface SlipContent {
  readonly company: string
  readonly settled: Settled
  readonly statement: Statement
  readonly payments: Payments
  readonly reasons: readonly Reason[]
  /** The rows behind sums of money, by `rowsName`. */
  readonly rows: ReadonlyMap<string, RowsBehind>
}

export const rowsName = ({ object, key, name }: Reason, input: number): string =>
  [object, name, input, ...key].join('\n')

export function slipDefinition(slip: SlipContent, t: SlipTexts): DocumentDefinition {
  const { person } = slip.statement
  return {
    info: { title: `${t.title} ${slip.settled.period.name} ${person.name}` },
    pageSize: 'A4',
    pageMargins: [48, 48, 48, 56],
    defaultStyle: { font: 'NotoSansSC', fontSize: 9.5, lineHeight: 1.35 },
    styles: {
      title: { fontSize: 17, bold: true },
      amount: { fontSize: 24, bold: true, margin: [0, 4, 0, 8] },
      soft: { color: '#56606f' },
      small: { fontSize: 8, color: '#56606f' },
      heading: { fontSize: 12, bold: true, margin: [0, 0, 0, 8] },
    },
    content: [...front(slip, t), ...annex(slip, t)],
    footer: (at, of) => ({
      text: t.page(at, of),
      style: 'small',
      alignment: 'center',
      margin: [0, 16, 0, 0],
    }),
  }
}

function front(slip: SlipContent, t: SlipTexts): Content[] {
  const { company, settled, statement, payments } = slip
  const { person, payable, payableName } = statement
  const { run, version, period } = settled
  const facts = [
    `${t.number} ${person.number}`,
    ...(person.unit === '' ? [] : [`${t.unit} ${person.unit}`]),
    ...(person.position === '' ? [] : [`${t.position} ${person.position}`]),
  ]
  return [
    { text: company, style: 'soft' },
    { text: `${t.title} · ${period.name}`, style: 'title' },
    { text: `${person.name}　${facts.join('　')}`, margin: [0, 4, 0, 8] },
    ...(isFinal(run.status) ? [] : [{ text: t.estimate, color: '#8a5a00', margin: [0, 0, 0, 8] as const }]),
    { text: payableName, style: 'soft' },
    { text: payable === null ? t.none : `${amount(payable)} ${t.counted('元')}`, style: 'amount' },
    itemTable(slip, t),
    ...corrections(payments, t),
    {
      text: `${t.policy(version.policy, version.version)}${t.digest(run.result_digest.slice(0, 16))}`,
      style: 'small',
      margin: [0, 12, 0, 0],
    },
  ]
}

function itemTable({ settled, statement }: SlipContent, t: SlipTexts): Content {
  const right = (text: string, bold = false) => ({ text, bold, alignment: 'right' as const })
  const rows = statement.lines.map(({ item: { definition }, amount: value, change }) => [
    { text: definition.name.text },
    { text: clauseOf(settled.version.program, definition)?.title ?? '', style: 'soft' },
    right(value === null ? '—' : amount(value)),
    right(change === null ? '—' : signed(change)),
  ])
  const { payable, payableName, change } = statement
  return {
    layout: 'lightHorizontalLines',
    table: {
      headerRows: 1,
      widths: ['*', '*', 'auto', 'auto'],
      body: [
        [
          { text: t.item, bold: true },
          { text: t.clause, bold: true },
          right(t.amount, true),
          right(t.change, true),
        ],
        ...rows,
        [
          { text: payableName, bold: true },
          { text: '' },
          right(payable === null ? '—' : amount(payable), true),
          right(change === null ? '—' : signed(change), true),
        ],
      ],
    },
  }
}

function corrections({ adjustments, later, carried }: Payments, t: SlipTexts): Content[] {
  const lines = [...adjustments, ...later].map(({ from, in: into, amount: value, approvedBy, on }) => ({
    text: `${t.adjustment(from, into)}：${signed(value)} ${t.counted('元')}（${t.approved(approvedBy ?? '', on ?? '')}）`,
    margin: [0, 6, 0, 0] as const,
  }))
  const kept =
    carried === null
      ? []
      : [{ text: `${t.carried}：${amount(carried)} ${t.counted('元')}`, margin: [0, 6, 0, 0] as const }]
  return [...lines, ...kept]
}

function annex({ reasons, rows }: SlipContent, t: SlipTexts): Content[] {
  if (reasons.length === 0) return []
  return [
    { text: t.annex, style: 'heading', pageBreak: 'before' },
    ...reasons.flatMap((reason) => explained(reason, rows, t, 0)),
  ]
}

/** On paper the money is followed this far; what is further down is opened in the system. */
export const deepest = 4

function explained(reason: Reason, rows: SlipContent['rows'], t: SlipTexts, depth: number): Content[] {
  const { name, formula, withValues, value, shape, problem, clause, causes } = reason
  const margin = [depth * 14, depth === 0 ? 8 : 2, 0, 0] as const
  const result = problem === null ? shownValue(value, shape, t) : `${t.none}：${problem}`
  const own: Content[] = [
    {
      text: [
        { text: `${name} = ${result}`, bold: depth === 0 },
        ...(depth === 0 && clause ? [{ text: `　${clause.title}`, style: 'small' }] : []),
      ],
      margin,
    },
    { text: `= ${formula}`, style: 'soft', margin: [depth * 14, 0, 0, 0] },
    ...(withValues === null
      ? []
      : [{ text: `= ${withValues}`, style: 'soft', margin: [depth * 14, 0, 0, 0] as const }]),
  ]
  if (depth >= deepest) return own
  const parts = causes.filter(isMoney).flatMap((cause) => {
    const behind = cause.rows === null ? undefined : rows.get(rowsName(reason, cause.rows))
    if (behind) return rowLines(behind, t, depth + 1)
    return cause.reason ? explained(cause.reason, rows, t, depth + 1) : []
  })
  return [...own, ...parts]
}

export const isMoney = ({ shape, value }: Cause) => shape.unit === '元' && value !== null && value !== '0'

function rowLines({ rows, total, hidden, shape }: RowsBehind, t: SlipTexts, depth: number): Content[] {
  const margin = [depth * 14, 0, 0, 0] as const
  const lines = rows.map(({ key, title, value }) => ({
    text: `${title === null ? '' : `${title}　`}${key.join(' / ')}：${shownValue(value, shape, t)}`,
    margin,
  }))
  const more = total - rows.length
  return [
    ...lines,
    ...(more > 0 ? [{ text: t.more(more), style: 'small', margin }] : []),
    ...(hidden > 0 ? [{ text: t.others(hidden), style: 'small', margin }] : []),
  ]
}

function shownValue(value: string | null, { kind, unit }: Shape, t: SlipTexts): string {
  if (value === null) return '—'
  if (kind === 'boolean') return value === 'true' ? t.yes : t.no
  if (kind !== 'number') return value
  if (unit === '元') return `${grouped(value, 2, 4)} ${t.counted(unit)}`
  return `${grouped(value, 0, 4)}${unit === '数' || unit === '比率' ? '' : ` ${t.counted(unit ?? '')}`}`
}
