import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { audited } from '../access/audit.ts'
import { Refusal } from '../records/refusal.ts'
import type { SheetToWrite } from '../records/sheet/write.ts'
import { writeCsv } from '../records/sheet/write-csv.ts'
import { writeXlsx } from '../records/sheet/write-xlsx.ts'
import { resultSheet } from '../settlement/export.ts'
import { versionById } from '../settlement/policy-version.ts'
import { runOf } from '../settlement/run.ts'
import { type Command, readArguments, readPeriod, writing } from './command.ts'
import { actorOf, connectionOptions, withDatabase } from './connection.ts'

const usage = 'export 2026-10 文件.(xlsx|csv|json) [--object 员工]'

export const exportResults: Command = {
  name: 'export',
  usage,
  summary: '把一个期间的结果写成 xlsx、csv 或 json',
  async run(args) {
    const { positionals, values } = readArguments(usage, args, [2, 2], {
      ...connectionOptions,
      object: { type: 'string' },
    })
    const [month = '', path = ''] = positionals
    const period = readPeriod(month)
    const kind = /\.(xlsx|csv|json)$/i.exec(path)?.[1]?.toLowerCase()
    if (kind === undefined) throw new Refusal('command_usage', { usage })
    return withDatabase(values, async (db) => {
      const run = await runOf(db, period, values['policy-name'])
      const version = await versionById(db, run.version_id)
      const objects = [...new Set(version.program.definitions.map((definition) => definition.object))]
      const wanted = values.object ?? (kind === 'csv' ? '员工' : undefined)
      const chosen = objects.filter((object) => wanted === undefined || object.label === wanted)
      if (chosen.length === 0)
        throw new Refusal('object_unknown', {
          object: wanted ?? '',
          objects: objects.map((object) => object.label).join('、'),
        })
      const subject = `${version.policy} ${period.name}`
      await audited(
        db,
        { actor: actorOf(values), action: 'export', subject },
        (within) =>
          writing(path, async () => {
            const sheets = chosen.map((object) => resultSheet(within, version, run, object))
            const [first] = sheets
            if (kind === 'xlsx') await writeXlsx(path, sheets)
            else if (kind === 'csv' && first) await writeCsv(path, first)
            else
              await writeJson(
                path,
                { policy: version.policy, version: version.version, period: period.name },
                sheets,
              )
          }),
        () => ({ file: path, objects: chosen.map((object) => object.label), result: run.result_digest }),
      )
      process.stdout.write(`${path}\n`)
      return 0
    })
  },
}

/** The same shape as `run --format json`: decimals as text. */
async function writeJson(
  path: string,
  head: Readonly<Record<string, string>>,
  sheets: readonly SheetToWrite[],
): Promise<void> {
  const file = createWriteStream(path)
  const write = async (text: string) => {
    if (!file.write(text)) await once(file, 'drain')
  }
  await write(`${JSON.stringify(head).slice(0, -1)},"results":{`)
  for (const [i, sheet] of sheets.entries()) {
    await write(`${i === 0 ? '' : ','}${JSON.stringify(sheet.name)}:[`)
    let first = true
    for await (const row of sheet.rows) {
      const fields = sheet.columns.map(({ heading }, at) => [
        heading,
        row[at]?.kind === 'empty' ? null : row[at]?.text,
      ])
      await write(`${first ? '' : ','}\n${JSON.stringify(Object.fromEntries(fields))}`)
      first = false
    }
    await write(']')
  }
  await write('}}\n')
  file.end()
  await once(file, 'finish')
}
