import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { audited } from '../access/audit.ts'
import type { RecordObject } from '../language/index.ts'
import { openDatabase } from '../records/database.ts'
import {
  type ImportResult,
  importFile,
  type SheetResult,
  type Written,
} from '../records/import/import-file.ts'
import { importFolder } from '../records/import/import-folder.ts'
import { writeRejections } from '../records/import/rejections.ts'
import { writeTemplate } from '../records/import/template.ts'
import { migrate } from '../records/migrate.ts'
import { Refusal } from '../records/refusal.ts'
import { vocabulary } from '../records/vocabulary.ts'
import { noteLateImport } from '../settlement/late/late.ts'
import { type Command, readArguments, writing } from './command.ts'
import { actorOf, connectionOptions, withDatabase } from './connection.ts'
import { progress } from './progress.ts'

const usage = 'import 文件或文件夹 [--all-or-nothing] [--rejected 文件夹]'

export const importRecords: Command = {
  name: 'import',
  usage,
  summary: '导入工作簿或 CSV；打印控制总数，没有收下的行连同原因另存为工作簿',
  async run(args) {
    const { positionals, values } = readArguments(usage, args, [1, 1], {
      ...connectionOptions,
      'all-or-nothing': { type: 'boolean' },
      rejected: { type: 'string' },
    })
    const [path = ''] = positionals
    const folder = await stat(path).then(
      (entry) => entry.isDirectory(),
      () => {
        throw new Refusal('file_not_found', { file: path })
      },
    )
    const actor = actorOf(values)
    const show = progress()
    const options = {
      actor,
      allOrNothing: values['all-or-nothing'] ?? false,
      late: (object: RecordObject, { within, importId, sheet }: Written & { readonly sheet: string }) =>
        noteLateImport(within, object, { importId, sheet }),
      onProgress: ({ file, sheet, rows }: { file: string; sheet: string; rows: number }) =>
        show(`${file} ${sheet} 已读 ${rows} 行`),
    }
    const results = await withDatabase(values, (db) =>
      audited(
        db,
        { actor, action: 'import', subject: path },
        (within) =>
          folder
            ? importFolder(within, path, options)
            : importFile(within, path, options).then((result) => [result]),
        (done) => ({ files: done.map(({ file, sha256, importId }) => ({ file, sha256, importId })) }),
      ),
    )
    for (const result of results) await report(result, values.rejected ?? '.')
    return results.some((result) => result.sheets.some((sheet) => sheet.rejected > 0)) ? 1 : 0
  },
}

async function report(result: ImportResult, folder: string): Promise<void> {
  process.stdout.write(`${result.file}${result.importId === null ? '（没有写入）' : ''}\n`)
  for (const sheet of result.sheets) process.stdout.write(sheetText(sheet))
  for (const { name, why } of result.skippedSheets) process.stdout.write(`  跳过工作表“${name}”：${why}\n`)
  if (!result.sheets.some((sheet) => sheet.rejected > 0)) return
  const path = join(folder, `${result.file.replace(/\.[^.]*$/, '')}-未收下.xlsx`)
  const count = await writing(path, () => writeRejections(result, path))
  process.stdout.write(`  ${count} 行没有收下，原因写在 ${path}，改好后可以直接再导入\n`)
}

function sheetText(sheet: SheetResult): string {
  const { read, accepted, rejected, added, changed, unchanged, late } = sheet
  const counts = `读 ${read} ＝ 收 ${accepted}（新 ${added}、改 ${changed}、同 ${unchanged}）＋ 拒 ${rejected}`
  const sums = sheet.sums
    .map((sum) => `    ${sum.heading} 合计：读 ${sum.read}，收 ${sum.accepted} ${sum.unit}\n`)
    .join('')
  const warnings = sheet.warnings.map((warning) => `    注意：${warning}\n`).join('')
  const first = sheet.rejections
    .slice(0, 5)
    .map(({ row, reasons }) => `    第 ${row} 行：${reasons.join('；')}\n`)
    .join('')
  const closed =
    late.rows > 0
      ? `    其中 ${late.rows} 行属于已关账的月份（${late.periods.join('、')}），不改动那些月份；请用 adjust 找出差额\n`
      : ''
  return `  ${sheet.sheet} → ${sheet.object}：${counts}\n${sums}${closed}${warnings}${first}`
}

const templateUsage = 'template 对象 [文件.xlsx]'

export const template: Command = {
  name: 'template',
  usage: templateUsage,
  summary: '写出一个对象（如 合同、回款）的导入模板',
  async run(args) {
    const { positionals } = readArguments(templateUsage, args, [1, 2], {})
    const [label = '', path = `${label}.xlsx`] = positionals
    const object = vocabulary.objects.find((other) => other.label === label)
    if (!object)
      throw new Refusal('object_unknown', {
        object: label,
        objects: vocabulary.objects.map((other) => other.label).join('、'),
      })
    const db = await openDatabase({ memory: true })
    try {
      await migrate(db)
      await writing(path, () => writeTemplate(db, object, path))
    } finally {
      await db.close()
    }
    process.stdout.write(`${path}\n`)
    return 0
  },
}
