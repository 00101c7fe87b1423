/** `npm start`: the sample company in a database, and its pages on this machine. */
import { loadSampleCompany } from '../../samples/load-company.ts'
import { tidyDaily } from '../access/housekeeping.ts'
import { installPermissions } from '../access/install.ts'
import { serverOutdated } from '../records/database/known-fixes.ts'
import { type Database, openDatabase } from '../records/database.ts'
import { migrate } from '../records/migrate.ts'
import { Refusal } from '../records/refusal.ts'
import { application } from './application.ts'
import { type Config, readConfig } from './config.ts'
import { firstAdministrator } from './first-administrator.ts'
import type { Jobs } from './jobs/jobs.ts'
import { type Listening, listen } from './listen.ts'
import { say, tell } from './progress.ts'
import { servicesOf } from './services.ts'
import { waitingRoom } from './waiting-room.ts'
import { buildWeb } from './web.ts'

const read = readConfig(process.env)
if ('mistakes' in read) {
  for (const mistake of read.mistakes) say(mistake)
  process.exitCode = 2
} else {
  try {
    await start(read.config)
  } catch (error) {
    say(
      error instanceof Refusal
        ? error.message
        : `衡绩没有启动：${error instanceof Error ? error.stack : String(error)}`,
    )
    process.exitCode = 1
  }
}

/** The port comes first: that it is taken should not be found out after the sample company has been loaded. */
async function start(config: Config): Promise<void> {
  const { database, host, port } = config
  const room = waitingRoom()
  const listening = await listen(host, port, room.answer)
  const opened: Opened = {}
  const stop = stopper(listening, opened)
  try {
    const db = await openDatabase(database)
    opened.db = db
    await warnOfOldServer(db)
    // Both take a while, and neither waits for the other.
    const [web] = await Promise.all([buildWeb(say), prepare(db, config)])
    const services = await servicesOf(db, config, listening.address)
    opened.jobs = services.jobs
    opened.stopTidying = tidyDaily(db, services.log)
    room.open(application(services, web).fetch)
  } catch (error) {
    await stop()
    throw error
  }
  process.stdout.write(
    `衡绩已经启动：${config.url ?? listening.address.replace(/\/$/, '')}\n按 Ctrl+C 停止。\n`,
  )
}

interface Opened {
  db?: Database
  jobs?: Jobs
  stopTidying?: () => void
}

/** Told, not refused: see known-fixes.ts (trust 16). */
async function warnOfOldServer(db: Database): Promise<void> {
  const [row] = await db.query<{ version: string; number: number }>(
    `select current_setting('server_version') as version, current_setting('server_version_num')::int as number`,
  )
  if (row && serverOutdated(row.number))
    say(`数据库的版本是 ${row.version}，缺少已知的安全修正（行级安全）。请尽快升级到同一大版本的最新小版本。`)
}

async function prepare(db: Database, { sample }: Config): Promise<void> {
  await migrate(db)
  await installPermissions(db)
  if (sample) await loadSampleCompany(db, tell)
  await firstAdministrator(db, say)
}

/**
 * Closing the database is what keeps the next start quick. Ctrl+C may arrive twice at once, from the terminal and from
 * npm; only one that comes later means impatience.
 */
function stopper(listening: Listening, opened: Readonly<Opened>): () => Promise<void> {
  let since: number | undefined
  const stop = async () => {
    opened.stopTidying?.()
    await listening.close()
    await opened.jobs?.stop()
    await opened.db?.close()
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (since !== undefined && Date.now() - since > 1000) process.exit(1)
      if (since !== undefined) return
      since = Date.now()
      say('正在关闭数据库 …')
      stop().then(
        () => process.exit(0),
        () => process.exit(1),
      )
    })
  }
  return stop
}
