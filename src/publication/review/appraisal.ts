/** What is still open of the month's appraisal before it is decided on. M-5.1, M-5.2, M-5.3. */
import type { Database } from '../../records/database.ts'
import { Refusal } from '../../records/refusal.ts'
import { type Indicator, indicators, personVariable, rate } from '../reviews/indicators.ts'
import type { ReviewMonth } from '../reviews/month.ts'
import { everybodyAppraised } from '../reviews/people.ts'
import { departments } from '../reviews/ratings.ts'
import { type SheetRow, sheet } from '../reviews/sheet.ts'
import type { Settled } from '../settled.ts'

export interface OpenAppraisal {
  /** Proposed and not decided: they do not count yet. */
  readonly raises: number
  readonly ratings: number
  /** Scores with nothing to compute from and nothing entered: full marks for now. */
  readonly gaps: number
  /** People whose daily or weekly reports were not counted. */
  readonly work: number
}

/** As the owner: who decides on a month sees the whole of it. Null where the policy appraises nobody. */
export async function openAppraisal(db: Database, settled: Settled): Promise<OpenAppraisal | null> {
  const { run, version, period } = settled
  if (period.length !== 'month' || !personVariable(version.program, rate)) return null
  const month: ReviewMonth = { period, settled: { run, version } }
  const rows = await sheet(db, month, await everybodyAppraised(db, month))
  const rated = await departments(db, month)
  return {
    raises: rows.filter(({ raise }) => raise?.approvedBy === null).length,
    ratings: rated.reduce((sum, { missing }) => sum + missing.length, 0),
    gaps: rows.reduce((sum, row) => sum + gapsOf(row), 0),
    work: rows.filter(lacksWork).length,
  }
}

const words: Readonly<Record<keyof OpenAppraisal, readonly [text: string, english: string]>> = {
  raises: ['等待批准的超常加分', 'exceptional scores to approve'],
  ratings: ['没有交的协作评价', 'cooperation ratings not given'],
  gaps: ['没有录入的分数', 'scores not entered'],
  work: ['没有录工作记录的人', 'people without work records'],
}

/**
 * Before a month is sealed: whoever takes the step has to know what is open, not more and not later. Gives what
 * is open in words, to be kept with who took it.
 *
 * @throws Refusal `appraisal_open` when more is open than `known` says
 */
export async function expectAppraised(
  db: Database,
  settled: Settled,
  known: Partial<OpenAppraisal>,
): Promise<string> {
  const open = await openAppraisal(db, settled)
  const kinds = (Object.keys(words) as (keyof OpenAppraisal)[]).filter((kind) => open && open[kind] > 0)
  const said = (some: typeof kinds, language: 0 | 1) =>
    some.map((kind) => `${words[kind][language]} ${open?.[kind]}`).join(language === 0 ? '、' : ', ')
  const unknown = kinds.filter((kind) => (open?.[kind] ?? 0) > (known[kind] ?? 0))
  if (unknown.length > 0)
    throw new Refusal('appraisal_open', {
      period: settled.period.name,
      open: said(unknown, 0),
      openEnglish: said(unknown, 1),
    })
  return said(kinds, 0)
}

function gapsOf({ cells }: SheetRow): number {
  return indicators.filter(({ id, entered }: Indicator & { id: keyof SheetRow['cells'] }) => {
    const cell = cells[id]
    return entered !== undefined && cell?.open === true && cell.entered === null
  }).length
}

const lacksWork = ({ kind, leftOn, work }: SheetRow) =>
  kind === 'selling' && leftOn === null && (work.daily === null || work.weekly === null)
