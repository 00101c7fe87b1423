/** A process that opens the database in its first argument and settles by the policies it is sent, answering with milliseconds. */
import { openDatabase } from '../src/records/database.ts'
import { settle } from '../src/settlement/settle.ts'
import { timed } from './machine.ts'
import { type Policy, period, published } from './task.ts'

const db = await openDatabase(JSON.parse(process.argv[2] ?? '{}'))

process.on('message', async (policy: Policy) => {
  const version = await published(db, policy)
  process.send?.(await timed(() => settle(db, { version, period, actor: 'bench' })))
})
process.once('disconnect', () => void db.close())
