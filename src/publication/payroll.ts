/** What payroll takes over: who is paid how much for a month, from the ledger, with a control sum. Trust 34, 41. */
import type { PayCard } from '../access/bank-cards.ts'
import type { Database } from '../records/database.ts'
import { Refusal } from '../records/refusal.ts'
import type { Cell } from '../records/sheet/cell.ts'
import type { SheetToWrite } from '../records/sheet/write.ts'
import { partitionOf } from '../settlement/run.ts'
import { isClosed, statusIn } from '../settlement/states.ts'
import { itemsOf } from './items.ts'
import type { Settled } from './settled.ts'

export interface Payroll {
  readonly sheet: SheetToWrite
  readonly people: number
  readonly total: string
}

interface Row {
  readonly number: string
  readonly name: string
  readonly items: (string | null)[]
  readonly adjusted: string
  readonly payable: string
}

/**
 * With the cards pay goes to, when who asks may see whole numbers. Refuses a month that is not closed: what may still change does not leave
 * for payroll.
 */
export async function payrollOf(
  db: Database,
  { run, version, period }: Settled,
  cards?: ReadonlyMap<string, PayCard>,
): Promise<Payroll> {
  const { payable } = version.program
  if (!payable || !isClosed(run.status))
    throw new Refusal('run_status', {
      period: period.name,
      ...statusIn(run.status),
      action: '导出工资表（请先关账）',
      actionEnglish: 'export the payroll (close it first)',
    })
  const items = itemsOf(version.program)
  const values = items.map(
    ({ definition, sign }) => `trim_scale(${sign < 0 ? '-' : ''}r."${definition.id}")::text`,
  )
  const rows = await db.query<Row>(
    `select e.person_no as number, p.name, array[${values.join(', ')}]::text[] as items,
       trim_scale(coalesce(e.adjusted, 0))::text as adjusted, trim_scale(e.amount)::text as payable
     from (select person_no, sum(amount) filter (where kind <> 'paid') as amount, sum(amount) filter (where kind = 'adjusted') as adjusted
       from settlement.ledger_entry where policy = $1 and period = $2 and account = 'payable' group by 1) e
     join record.person p using (person_no) left join ${partitionOf(run, payable.object)} r on r."K1" = e.person_no
     where e.amount > 0 order by 1`,
    [run.policy, run.period],
  )
  const [sum] = await db.query<{ total: string }>(
    `select trim_scale(coalesce(sum(amount), 0))::text as total from unnest($1::numeric[]) as a (amount)`,
    [rows.map((row) => row.payable)],
  )
  const total = sum?.total ?? '0'
  const texts = ['工号', '姓名', ...(cards ? ['开户行', '银行卡号', '银行卡说明'] : [])]
  const headings = [...texts, ...items.map(({ definition }) => definition.name.text), '往期调整', '应发']
  const blank = headings.slice(3).map(() => text(''))
  return {
    people: rows.length,
    total,
    sheet: {
      name: `${run.period} 工资表`,
      columns: headings.map((heading, at) =>
        at < texts.length ? { heading, format: 'text' as const } : { heading },
      ),
      rows: [
        ...rows.map((row) => [
          text(row.number),
          text(row.name),
          ...(cards ? cardCells(cards.get(row.number)) : []),
          ...row.items.map(number),
          number(row.adjusted),
          number(row.payable),
        ]),
        [text('合计'), text(`${rows.length} 人`), ...blank, number(total)],
        [text('控制摘要'), text(run.result_digest.slice(0, 16)), ...blank, text('')],
      ],
    },
  }
}

/** The card of today, and in words why it is not the one just entered. */
function cardCells(card: PayCard | undefined): Cell[] {
  const note = [
    card?.bank_account ? '' : '没有登记银行卡。',
    card?.next
      ? `${card.next.tail ? `新卡（尾号 ${card.next.tail}）` : '删去银行卡'}从 ${card.next.from} 起生效，这次仍用原卡。`
      : '',
  ]
  return [text(card?.bank_name ?? ''), text(card?.bank_account ?? ''), text(note.join(''))]
}

const text = (value: string): Cell =>
  value === '' ? { kind: 'empty', text: '' } : { kind: 'text', text: value }
const number = (value: string | null): Cell =>
  value === null ? { kind: 'empty', text: '' } : { kind: 'number', text: value }
