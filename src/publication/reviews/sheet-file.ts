/** The sheet as a file: exactly its columns. */
import type { Cell } from '../../records/sheet/cell.ts'
import type { SheetToWrite } from '../../records/sheet/write.ts'
import { indicators } from './indicators.ts'
import type { SheetRow } from './sheet.ts'

const origins = { computed: '计算', entered: '录入', default: '无可考核', none: '' } as const

const headings = ['工号', '姓名', '部门', '岗位']
const names: Readonly<Record<string, string>> = {
  papers: '业务资料齐整度',
  complaints: '客户投诉率',
  collection: '回款率',
  team: '下属平均得分',
  company: '公司业务档案',
  cooperation: '部门协作',
}
const work = ['日报应交', '日报实交', '周报应交', '周报实交']

export function sheetFile(month: string, rows: readonly SheetRow[]): SheetToWrite {
  const scored = indicators.flatMap(({ id }) => [names[id] ?? id, `${names[id] ?? id}来源`])
  const columns = [...headings, ...scored, '超常加分', '考评得分', '综合考评率', ...work]
  return { name: `考评 ${month}`, columns: columns.map((heading) => ({ heading })), rows: rows.map(cellsOf) }
}

function cellsOf(row: SheetRow): Cell[] {
  const { daily, weekly } = row.work
  return [
    ...[row.number, row.name, row.unit ?? '', row.position ?? ''].map(text),
    ...indicators.flatMap(({ id }) => {
      const cell = row.cells[id]
      return [number(cell?.score), text(cell ? origins[cell.origin] : '')]
    }),
    number(row.raise?.approvedBy ? row.raise.points : undefined),
    number(row.total),
    number(row.rate),
    ...[daily?.due, daily?.done, weekly?.due, weekly?.done].map((count) =>
      number(count === undefined ? undefined : String(count)),
    ),
  ]
}

const text = (value: string): Cell => ({ kind: value === '' ? 'empty' : 'text', text: value })
const number = (value: string | null | undefined): Cell =>
  value === null || value === undefined ? { kind: 'empty', text: '' } : { kind: 'number', text: value }
