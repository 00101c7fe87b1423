/**
 * Measures one engine at one size, in a process of its own so that its peak memory is its own. Takes a job as JSON in its
 * first argument, tells what it does on standard error, and prints the measurement as JSON.
 */
import { copyFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { compile } from '../src/language/index.ts'
import { type DatabaseTarget, openDatabase } from '../src/records/database.ts'
import { migrate } from '../src/records/migrate.ts'
import { resultDigest } from '../src/settlement/digest.ts'
import { explainer } from '../src/settlement/explain.ts'
import type { PolicyVersion } from '../src/settlement/policy-version.ts'
import { rerun } from '../src/settlement/rerun.ts'
import { findRun, type Run, storedResults } from '../src/settlement/run.ts'
import { settle } from '../src/settlement/settle.ts'
import { byHandOnce, type Compared, compare, compareWithHand, compiledOnce, undone } from './commission.ts'
import { openReference } from './duckdb.ts'
import { median, peakMemory, timed } from './machine.ts'
import { importSheets, type Loaded, loadInBulk } from './records.ts'
import { period, published } from './task.ts'

export interface Job {
  readonly size: number
  readonly rounds: number
  /** An empty database of a server, or a folder for the embedded one. It stays. */
  readonly target: DatabaseTarget
  readonly duckdb: boolean
  readonly sheets: boolean
}

export interface Measurement {
  readonly size: number
  readonly load: Loaded
  readonly sheets: Loaded | undefined
  /** Medians of the rounds, in milliseconds. */
  readonly compiled: number
  readonly byHand: number
  readonly duckdb: number | undefined
  /** Medians of the rounds' own ratios. */
  readonly overHand: number
  readonly overDuckdb: number | undefined
  readonly settle: number
  /** Of the core: in a process that has only published it, and the median of later times. */
  readonly compile: { readonly first: number; readonly again: number }
  readonly principal: number
  readonly explain: number
  readonly explainPrincipal: number
  readonly rerun: number
  readonly rerunPrincipal: number
  readonly compared: readonly Compared[]
  readonly total: string
  /** MB at most, of this process and of the server's processes. */
  readonly memory: number
  readonly serverMemory: number | undefined
}

const job: Job = JSON.parse(process.argv[2] ?? '{}')
const tell = (text: string) => process.stderr.write(`  ${text}\n`)

const db = await openDatabase(job.target)

async function measure(): Promise<Measurement> {
  await migrate(db)
  const sheets = job.sheets ? await imported() : undefined
  const load = await loadInBulk(db, job.size)
  tell(`${load.rows} rows in ${seconds(load.milliseconds)}`)
  await db.exec('vacuum analyze')
  const core = await published(db, 'core')
  const principal = await published(db, 'principal')
  const compiling = await compileRounds(core)
  const times = await commissionRounds(core)
  const changed = await changedRounds(core)
  const whole = await rounds('principal policy', job.size >= 1_000_000 ? 1 : 3, () => settled(principal))
  const changedWhole = await changedRounds(principal)
  return {
    size: job.size,
    load,
    sheets,
    ...times,
    compile: compiling,
    principal: whole,
    rerun: changed.rerun,
    explain: changed.explain,
    rerunPrincipal: changedWhole.rerun,
    explainPrincipal: changedWhole.explain,
    memory: peakMemory(),
    serverMemory: db.engine === 'postgres' ? await serverMemory() : undefined,
  }
}

/** Imported and undone: the measurements go on with records loaded in bulk, as at every size. */
async function imported(): Promise<Loaded> {
  let loaded: Loaded | undefined
  await undone(db, async (within) => {
    loaded = await importSheets(within, job.size)
  })
  const { rows, milliseconds } = must(loaded)
  tell(`${rows} rows imported from sheets in ${seconds(milliseconds)}`)
  return { rows, milliseconds }
}

async function compileRounds({ program }: PolicyVersion): Promise<Measurement['compile']> {
  const request = {
    period,
    whole: true,
    stageTable: ({ index }: { readonly index: number }) => `stage_${index}`,
    earlier: () => undefined,
    settledPeriods: () => [],
  }
  const times: number[] = []
  for (let i = 0; i < 11; i++) times.push(await timed(async () => compile(program, request)))
  const [first = Number.NaN, ...again] = times
  return { first, again: median(again) }
}

function settled(version: PolicyVersion): Promise<number> {
  return timed(() => settle(db, { version, period, actor: 'bench' }))
}

async function rounds(what: string, count: number, work: () => Promise<number>): Promise<number> {
  const times: number[] = []
  for (let i = 0; i < count; i++) times.push(await work())
  tell(`${what}: ${times.map(seconds).join(', ')}`)
  return median(times)
}

/** Compiled, by hand and DuckDB take turns, so that whatever else the machine does meets all of them. */
async function commissionRounds(version: PolicyVersion) {
  const reference = job.duckdb ? await openReference(period, writeCsv) : undefined
  const times = {
    compiled: [] as number[],
    byHand: [] as number[],
    duckdb: [] as number[],
    settle: [] as number[],
  }
  for (let round = 0; round <= job.rounds; round++) {
    const duckdb = reference ? await timed(() => reference.run()) : undefined
    const byHand = await byHandOnce(db, period)
    const compiled = await compiledOnce(db, version, period)
    const whole = await settled(version)
    tell(
      `commission: compiled ${seconds(compiled)}, by hand ${seconds(byHand)}, settle ${seconds(whole)}` +
        `${duckdb === undefined ? '' : `, DuckDB ${seconds(duckdb)}`}${round === 0 ? ' (warming up)' : ''}`,
    )
    if (round === 0) continue
    times.compiled.push(compiled)
    times.byHand.push(byHand)
    times.settle.push(whole)
    if (duckdb !== undefined) times.duckdb.push(duckdb)
  }
  const run = must(await findRun(db, version, period))
  const compared = await compareWithHand(db, version, run, period)
  if (reference) await compareWithDuckDB(version, run, reference)
  await reference?.close()
  const payable = must(version.program.payable)
  const [sum] = await db.query<{ total: string }>(
    `select sum("${payable.id}")::text as total from ${must(storedResults(version.program, run).find((result) => result.object === payable.object)).table}`,
  )
  return {
    compiled: median(times.compiled),
    byHand: median(times.byHand),
    settle: median(times.settle),
    duckdb: reference ? median(times.duckdb) : undefined,
    overHand: over(times.compiled, times.byHand),
    overDuckdb: reference ? over(times.compiled, times.duckdb) : undefined,
    compared,
    total: must(sum).total,
  }
}

function over(times: readonly number[], others: readonly number[]): number {
  return median(times.map((time, round) => time / (others[round] ?? Number.NaN)))
}

async function writeCsv(table: string, columns: string, file: string): Promise<void> {
  // The server may write only where its own account may; the file it makes is readable by all.
  const server = join('/tmp', `hengji-${process.pid}-${table}.csv`)
  await db.exec(`copy (select ${columns} from record.${table}) to '${server}' (format csv, header)`)
  await rename(server, file).catch(() => copyFile(server, file).then(() => rm(server)))
}

async function compareWithDuckDB(
  version: PolicyVersion,
  run: Run,
  reference: Awaited<ReturnType<typeof openReference>>,
): Promise<void> {
  await compare(db, version, run, async (object, { keys, names }, within) => {
    const file = join('/tmp', `hengji-${process.pid}-duckdb-${object}.csv`)
    await reference.write(object, [...keys, ...names], file)
    const kinds = [
      ...keys.map((key) => (key === 'line_no' ? 'integer' : 'text collate "C"')),
      ...names.map((name) => (name === '达到基准价' ? 'boolean' : 'numeric')),
    ]
    const columns = [...keys, ...names].map((name, i) => `"${name}" ${kinds[i]}`)
    await within.exec(
      `create temp table "duckdb ${object}" (${columns.join(', ')}); copy "duckdb ${object}" from '${file}' (format csv, header)`,
    )
    await rm(file)
    return `"duckdb ${object}"`
  })
}

/** One more receipt for a contract, settled again only as far as it reaches; then taken away again. */
async function changedRounds(version: PolicyVersion): Promise<{ rerun: number; explain: number }> {
  const options = { version, period, actor: 'bench' }
  const reruns: number[] = []
  const explains: number[] = []
  const places = await db.query<{ contract_no: string; salesperson_no: string }>(
    `select contract_no, salesperson_no from record.contract where signed_on <= $1::date - 30 order by md5(contract_no) limit $2`,
    [period.first, Math.max(3, job.rounds)],
  )
  for (const { contract_no, salesperson_no } of places) {
    await db.query(
      `insert into record.receipt (contract_no, receipt_no, received_on, amount, kind) values ($1, 'BENCH', $2, 1, '进度款')`,
      [contract_no, period.last],
    )
    reruns.push(await timed(() => rerun(db, options, [{ object: 'contract', keys: [contract_no] }])))
    explains.push(await timed(() => explainPerson(version, salesperson_no)))
  }
  const run = must(await findRun(db, version, period))
  const again = await resultDigest(db, storedResults(version.program, run))
  const fresh = await settle(db, options)
  if (again !== fresh.result_digest)
    throw new Error('settled again in part, the results differ from settling everything')
  await db.exec(`delete from record.receipt where receipt_no = 'BENCH'`)
  tell(
    `one contract changed: ${reruns.map(seconds).join(', ')}; explain: ${explains.map(seconds).join(', ')}`,
  )
  return { rerun: median(reruns), explain: median(explains) }
}

/** Everything about a person's month, the contracts behind the commission, and one of them down to its receipts. */
async function explainPerson(version: PolicyVersion, person: string): Promise<void> {
  const run = must(await findRun(db, version, period))
  const why = await explainer(db, version, run, period)
  const object = (id: string) => must(version.program.names.objects.find((known) => known.id === id))
  const values = await why.row(object('person'), [person])
  const total = must(values.find((value) => value.name === '提成合计'))
  const shares = await why.rows(
    object('person'),
    [person],
    must(total.inputs.find((input) => input.kind === 'aggregate')),
  )
  const [share] = shares.rows
  if (!share) return
  await why.row(object('credit_share'), share.key)
  const contract = share.key.slice(0, 1)
  const explained = await why.row(object('contract'), contract)
  const money = must(explained.find((value) => value.name === '本期收款'))
  await why.rows(object('contract'), contract, must(money.inputs.find((input) => input.kind === 'aggregate')))
}

async function serverMemory(): Promise<number> {
  const backends = await db.query<{ pid: number }>('select pid from pg_stat_activity')
  return Math.max(...backends.map(({ pid }) => peakMemory(pid)))
}

function seconds(milliseconds: number): string {
  return milliseconds < 1000 ? `${milliseconds.toFixed(0)} ms` : `${(milliseconds / 1000).toFixed(2)} s`
}

function must<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('something expected is not there')
  return value
}

try {
  process.stdout.write(JSON.stringify(await measure()))
} finally {
  await db.close()
}
