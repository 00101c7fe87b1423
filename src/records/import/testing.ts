import type { Database } from '../database.ts'
import { migrate } from '../migrate.ts'
import type { Cell } from '../sheet/cell.ts'
import type { Source } from '../sheet/source.ts'
import { type ImportOptions, type ImportResult, importFile } from './import-file.ts'

/** A CSV file from lines, as a person would type it. */
export function csv(name: string, ...lines: string[]): Source {
  return { name: `${name}.csv`, bytes: Buffer.from(`${lines.join('\n')}\n`) }
}

export function importLines(db: Database, name: string, ...lines: string[]): Promise<ImportResult> {
  return importFile(db, csv(name, ...lines), { actor: 'E001' })
}

export const options: ImportOptions = { actor: 'E001' }

export const text = (value: string): Cell => ({ kind: 'text', text: value })

/** Two units, four people (two of one name), two products, two customers and two contracts. */
export async function smallCompany(db: Database): Promise<void> {
  await migrate(db)
  await importLines(db, '部门', '部门编码,名称,类别,上级部门', 'U1,营销中心,中心,', 'U2,产品事业部,事业部,U1')
  const people = [
    'E001,王伟,2024-01-01',
    'E002,李娜,2024-01-01',
    'E003,张三,2024-01-01',
    'E004,张三,2025-01-01',
  ]
  await importLines(db, '员工', '工号,姓名,入职日', ...people)
  await importLines(db, '产品', '产品编码,名称,产品线,类别', 'P1,水泵,水泵,主营产品', 'P2,阀门,阀门,主营产品')
  await importLines(db, '客户', '客户编码,客户名称', 'C1,甲公司', 'C2,乙公司')
  const contracts = [
    'HT-001,直营购销合同,C1,U2,E001,2026-01-05,100000',
    'HT-002,直营购销合同,C2,U2,E002,2026-02-05,200000',
  ]
  await importLines(db, '合同', '合同编号,类型,客户,部门,业务员,签订日,营业额', ...contracts)
}

/** Codes of the reasons, by row: `5: date_impossible, missing`. */
export function codes(result: ImportResult): string[] {
  return result.sheets.flatMap((sheet) =>
    sheet.rejections.map(({ row, details }) => `${row}: ${details.map(({ code }) => code).join(', ')}`),
  )
}

export function counts(result: ImportResult) {
  const [sheet] = result.sheets
  if (sheet === undefined) throw new Error('no sheet')
  const { read, accepted, rejected, added, changed, unchanged } = sheet
  return { read, accepted, rejected, added, changed, unchanged }
}
