import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import iconv from 'iconv-lite'
import { grouped } from './cells.ts'
import { sampleCompany } from './company.ts'
import { fen, sum, yuan } from './money.ts'
import { type Layout, layOut } from './sheet-layout.ts'
import { type Row, rowsOf, type Tables } from './tables.ts'
import { writeWorkbook } from './workbook-file.ts'
import { ledger } from './workbooks/contracts.ts'
import { acceptances, complaints, returns } from './workbooks/events.ts'
import { type Names, namesIn } from './workbooks/names.ts'
import { organisation, roster } from './workbooks/people.ts'
import { customerFile, priceList } from './workbooks/products.ts'
import { reviewBook } from './workbooks/reviews.ts'

/**
 * Writes the sample company's year into a folder, as the workbooks such a company keeps. Returns the file names. The
 * same seed gives the same bytes.
 */
export async function writeSampleCompany(folder: string, seed = 2026): Promise<string[]> {
  const tables = sampleCompany(seed)
  await mkdir(folder, { recursive: true })
  const books = workbooksOf(namesIn(tables))
  for (const [file, layouts] of Object.entries(books)) {
    const sheets = Object.entries(layouts).map(([object, layout]) => layOut(layout, inOrder(tables, object)))
    await writeWorkbook(join(folder, file), sheets)
  }
  await writeFile(join(folder, receiptFile), receiptLines(tables, namesIn(tables)))
  return [...Object.keys(books), receiptFile]
}

function workbooksOf(names: Names): Record<string, Record<string, Layout>> {
  return {
    '组织架构.xlsx': organisation(names),
    '人员花名册.xlsx': roster(names),
    '产品价目表.xlsx': priceList(names),
    '客户档案.xlsx': customerFile(),
    '合同台账.xlsx': ledger(names),
    '验收单.xlsx': acceptances(),
    '退货退款.xlsx': returns(),
    '投诉记录.xlsx': complaints(names),
    '考评打分.xlsx': reviewBook(names),
  }
}

const receiptFile = '回款流水.csv'

/** People enter what happens day by day; contracts stand in the order of signing. */
function inOrder(tables: Tables, object: string): readonly Row[] {
  const rows = rowsOf(tables, object)
  if (object !== 'contract') return rows
  return rows.toSorted(
    (one, other) => compare(one.signed_on, other.signed_on) || compare(one.contract_no, other.contract_no),
  )
}

function compare(one = '' as string | null, other = '' as string | null): number {
  return (one ?? '') < (other ?? '') ? -1 : one === other ? 0 : 1
}

/** What the bank's program gives out: GBK, packed dates, grouped amounts, a total at the end. */
function receiptLines(tables: Tables, { customers }: Names): Buffer {
  const contracts = new Map(rowsOf(tables, 'contract').map((row) => [row.contract_no, row]))
  const rows = rowsOf(tables, 'receipt').toSorted((one, other) => compare(one.received_on, other.received_on))
  const amount = (value: string) => `"${grouped(value)}"`
  const lines = rows.map((row) => {
    const customer = customers.get(contracts.get(row.contract_no ?? '')?.customer_code ?? '') ?? ''
    const day = row.received_on?.replaceAll('-', '')
    return [row.receipt_no, row.contract_no, customer, day, amount(row.amount ?? ''), row.kind].join(',')
  })
  const total = yuan(sum(rows.map((row) => fen(row.amount ?? '0'))))
  const all = [
    '回款流水,,,,,',
    '收款编号,合同编号,客户名称,到账日期,到账金额,款项性质',
    ...lines,
    `合计,,,,${amount(total)},`,
  ]
  return iconv.encode(`${all.join('\r\n')}\r\n`, 'gbk')
}
