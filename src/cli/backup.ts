import { basename, resolve } from 'node:path'
import { audited } from '../access/audit.ts'
import { installPermissions } from '../access/install.ts'
import { checkFile } from '../records/backup/read.ts'
import { restore as restoreFile } from '../records/backup/restore.ts'
import { writeBackup } from '../records/backup/write.ts'
import { openDatabase } from '../records/database.ts'
import { verifyResults } from '../settlement/verify-results.ts'
import { type Command, readArguments, readDocument, writing } from './command.ts'
import { actorOf, connectionOptions, targetOf, withDatabase } from './connection.ts'

const backupUsage = 'backup 文件.zip'
const restoreUsage = 'restore 文件.zip --data 新文件夹'

export const backup: Command = {
  name: 'backup',
  usage: backupUsage,
  summary: '把全部数据写成一个文件，写完再读回来核对',
  async run(args) {
    const { positionals, values } = readArguments(backupUsage, args, [1, 1], connectionOptions)
    const file = resolve(positionals[0] ?? '')
    return withDatabase(values, async (db) => {
      const manifest = await writing(file, () => writeBackup(db, file))
      await checkFile(file)
      await audited(
        db,
        { actor: actorOf(values), action: 'backup', subject: `备份 ${basename(file)}` },
        async () => manifest.audit,
        (audit) => ({ ...audit }),
      )
      const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0)
      process.stdout.write(
        `已备份：${file}\n${manifest.tables.length} 张表，${rows} 行；台账 ${manifest.ledger.entries} 笔，合计 ${manifest.ledger.sum}；审计链 ${manifest.audit.entries} 条\n文件里有工资、个人信息和密码的散列值，请像对待工资表一样保管。\n`,
      )
      return 0
    })
  },
}

export const restore: Command = {
  name: 'restore',
  usage: restoreUsage,
  summary: '把备份恢复到空的数据库，核对每一张表和每一次结算',
  async run(args) {
    const { positionals, values } = readArguments(restoreUsage, args, [1, 1], connectionOptions)
    const file = resolve(positionals[0] ?? '')
    await readDocument(file)
    const db = await openDatabase(targetOf(values))
    try {
      const manifest = await restoreFile(db, file)
      await installPermissions(db)
      const results = await verifyResults(db)
      await audited(
        db,
        { actor: actorOf(values), action: 'restore', subject: `备份 ${basename(file)}` },
        async () => results,
        () => ({ madeAt: manifest.madeAt, entries: manifest.audit.entries, runs: results.runs }),
      )
      for (const { name, rows } of manifest.tables.filter((table) => table.rows > 0))
        process.stdout.write(`  ${name}：${rows} 行\n`)
      const wrong = results.wrong.length === 0 ? '结果摘要全部一致' : `对不上：${results.wrong.join('、')}`
      process.stdout.write(`已恢复 ${manifest.madeAt} 的备份。${results.runs} 次结算，${wrong}。\n`)
      return results.wrong.length === 0 ? 0 : 1
    } finally {
      await db.close()
    }
  },
}
