/**
 * People in the log by name. An entry stays as it was sealed: a failed sign-in once had what was typed, a subject has
 * staff numbers. Who that is, is looked up when it is read.
 */
import type { Database } from '../records/database.ts'
import { vocabulary } from '../records/vocabulary.ts'
import type { AuditRow } from './audit-search.ts'

export interface Named {
  /** Who did it, as people know them. */
  readonly who: string
  /** The subject, with names beside staff numbers. */
  readonly about: string
  /** Staff number → name, of those in the details. */
  readonly names: Readonly<Record<string, string>>
}

/** Where in the key of a kind of record a person stands, by the kind's label. */
const places: ReadonlyMap<string, number> = new Map([
  ...vocabulary.objects.flatMap((object): [string, number][] => {
    const at = object.id === 'person' ? 0 : object.key.indexOf('person_no')
    return at === -1 ? [] : [[object.label, at]]
  }),
  ['个人信息', 0],
  ['银行卡', 0],
  ['超常加分', 1],
])

/** As the owner: who looks into the log need not see accounts. */
export async function withNames<Row extends AuditRow>(
  db: Database,
  rows: readonly Row[],
): Promise<(Row & Named)[]> {
  const typed = rows.filter(({ action }) => action === 'sign-in-failed').map(({ actor }) => actor)
  const numbers = rows.flatMap((row) => [personIn(row.subject)?.number ?? [], ...numbersIn(row)].flat())
  const [accounts, people] = await Promise.all([
    namesOf(
      db,
      'select sign_in_name as id, display_name as name from access.account where sign_in_name = any($1)',
      typed,
    ),
    namesOf(db, 'select person_no as id, name from record.person where person_no = any($1)', numbers),
  ])
  return rows.map((row) => {
    const person = personIn(row.subject)
    const name = person && people.get(person.number)
    const known = numbersIn(row).flatMap((number): [string, string][] => {
      const of = people.get(number)
      return of === undefined ? [] : [[number, of]]
    })
    return {
      ...row,
      who: row.action === 'sign-in-failed' ? (accounts.get(row.actor) ?? row.actor) : row.actor,
      about: person && name !== undefined ? person.written(`${name}（${person.number}）`) : aboutOf(row),
      names: Object.fromEntries(known),
    }
  })
}

/** Whose account somebody tried to sign in to. */
const aboutOf = ({ action, subject, details }: AuditRow): string =>
  action === 'sign-in-failed' && typeof details.account === 'string'
    ? `${subject} — ${details.account}`
    : subject

async function namesOf(db: Database, sql: string, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await db.query<{ id: string; name: string }>(sql, [[...new Set(ids)]])
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** 任职 0013 / 2026-01-01: the label, then the key; 绩效单 2026-11 0013: the month, then whose. */
function personIn(
  subject: string,
): { readonly number: string; readonly written: (as: string) => string } | undefined {
  const statement = /^((?:绩效单|制度试算) \S+) (\S+)$/.exec(subject)
  if (statement?.[2]) return { number: statement[2], written: (as) => `${statement[1]} ${as}` }
  const space = subject.indexOf(' ')
  const at = places.get(subject.slice(0, space))
  if (space === -1 || at === undefined) return undefined
  const parts = subject.slice(space + 1).split(' / ')
  const number = parts[at]
  return number === undefined
    ? undefined
    : { number, written: (as) => `${subject.slice(0, space)} ${parts.with(at, as).join(' / ')}` }
}

/** Fields that refer to people, of every kind of record. */
const fields = new Set([
  'person',
  ...vocabulary.objects.flatMap((object) =>
    object.fields.flatMap(({ id, type }) =>
      type.kind === 'reference' && type.object === 'person' ? [id] : [],
    ),
  ),
])

function numbersIn({ details }: AuditRow): string[] {
  return [details, details.before, details.after].flatMap((part) =>
    typeof part === 'object' && part !== null
      ? Object.entries(part).flatMap(([field, value]) =>
          fields.has(field) && typeof value === 'string' ? [value] : [],
        )
      : [],
  )
}
