/** A team that ends or gets another leader: several rows that only make sense together (M-7.1, M-7.2). */
import type { RecordObject } from '../../language/vocabulary.ts'
import type { Database } from '../database.ts'
import { rowOf } from '../entry/edit.ts'
import { inWords } from '../entry/in-words.ts'
import { Refusal } from '../refusal.ts'
import { team, teamMembership } from '../vocabulary/organisation.ts'

type Row = Readonly<Record<string, unknown>>

/** A row before and after, for whoever asks which closed months would have seen it. */
export interface RowChange {
  readonly object: string
  readonly before: Row | undefined
  readonly after: Row | undefined
}

interface Member {
  readonly person: string
  /** As people call them: name and number. */
  readonly called: string
  readonly role: string
  readonly from: string
  readonly to: string | null
  readonly employed: boolean
}

export interface TeamEnd {
  readonly team: string
  readonly on: string
  /** Where its members go on from that day; null when it is only dissolved. */
  readonly into: string | null
  readonly enteredBy: string
}

/** From the day on there is no such team: its memberships end, and begin in the one it merges into. */
export async function endTeam(
  db: Database,
  { team: code, on, into, enteredBy }: TeamEnd,
): Promise<RowChange[]> {
  await running(db, code, on)
  if (into !== null) await running(db, into, on)
  const members = await membersFrom(db, code, on)
  const later = members.find(({ from }) => from >= on)
  if (later) throw new Refusal('team_joined_later', { person: later.called, from: later.from })
  const writing: Writing = { db, enteredBy, changes: [] }
  await change(
    writing,
    [team, [code]],
    `update record.team set dissolved_on = $2::date, merged_into = $3,
       merged_on = case when $3::text is null then null else $2::date end, ${bookkeeping('$4')} where team_code = $1`,
    [code, on, into, enteredBy],
  )
  for (const member of members) {
    await end(writing, code, member, on)
    if (into !== null && member.to === null && member.employed)
      await begin(writing, into, { person: member.person, role: '组员', from: on, to: null })
  }
  return writing.changes
}

export interface NewLeader {
  readonly team: string
  readonly person: string
  readonly on: string
  readonly enteredBy: string
}

/** The one who led it until then stays as a member. */
export async function changeLeader(
  db: Database,
  { team: code, person, on, enteredBy }: NewLeader,
): Promise<RowChange[]> {
  await running(db, code, on)
  const members = (await membersFrom(db, code, on)).filter(({ from }) => from <= on)
  const chosen = members.find((member) => member.person === person)
  if (!chosen) throw new Refusal('team_not_member', { person, on })
  if (chosen.role === '组长') throw new Refusal('team_leads_already', { person: chosen.called, on })
  const writing: Writing = { db, enteredBy, changes: [] }
  for (const member of members.filter(({ role }) => role === '组长'))
    await giveRole(writing, code, member, on, '组员')
  await giveRole(writing, code, chosen, on, '组长')
  return writing.changes
}

/** Refuses what is not there, not yet, or no longer. */
async function running(db: Database, code: string, on: string): Promise<void> {
  const [found] = await db.query<{ name: string; formed: string; over: string | null; early: boolean }>(
    `select name, formed_on::text as formed, dissolved_on::text as over, formed_on >= $2::date as early
     from record.team where team_code = $1`,
    [code, on],
  )
  if (!found) throw new Refusal('not_found')
  const { name, formed, over, early } = found
  if (over !== null) throw new Refusal('team_over', { team: name, on: over })
  if (early) throw new Refusal('team_too_early', { team: name, on: formed })
}

/** Who is in it on the day or comes after. */
function membersFrom(db: Database, code: string, on: string): Promise<Member[]> {
  return db.query<Member>(
    `select m.person_no as person, p.name || '（' || p.person_no || '）' as called, m.role, m.valid_from::text as "from", m.valid_to::text as "to",
       coalesce(p.left_on >= $2::date, true) as employed
     from record.team_membership m join record.person p on p.person_no = m.person_no
     where m.team_code = $1 and (m.valid_to is null or m.valid_to > $2::date) order by m.valid_from, 1`,
    [code, on],
  )
}

const bookkeeping = (who: string) =>
  `entered_by = ${who}, entered_at = clock_timestamp(), import_id = null, source_row = null`

/** What is being written, and what each row was before. */
interface Writing {
  readonly db: Database
  readonly enteredBy: string
  readonly changes: RowChange[]
}

async function change(
  { db, changes }: Writing,
  [object, key]: readonly [RecordObject, readonly string[]],
  sql: string,
  values: readonly (string | null)[],
): Promise<void> {
  const before = await rowOf(db, object, key)
  const given = Object.fromEntries(object.key.map((column, at) => [fieldOf(object, column), key[at] ?? null]))
  await inWords(db, object, { values: given }, () => db.query(sql, values))
  changes.push({ object: object.id, before, after: await rowOf(db, object, key) })
}

const fieldOf = ({ fields }: RecordObject, column: string) =>
  fields.find(({ columns }) => columns[0] === column)?.id ?? column

function end(writing: Writing, code: string, { person, from }: Member, on: string): Promise<void> {
  const key = [code, person, from]
  return change(
    writing,
    [teamMembership, key],
    `update record.team_membership set valid_to = $4::date, ${bookkeeping('$5')}
     where team_code = $1 and person_no = $2 and valid_from = $3::date`,
    [...key, on, writing.enteredBy],
  )
}

function begin(writing: Writing, code: string, member: Omit<Member, 'employed' | 'called'>): Promise<void> {
  const { person, role, from, to } = member
  return change(
    writing,
    [teamMembership, [code, person, from]],
    `insert into record.team_membership (team_code, person_no, role, valid_from, valid_to, entered_by, entered_at)
     values ($1, $2, $3, $4::date, $5::date, $6, clock_timestamp())`,
    [code, person, role, from, to, writing.enteredBy],
  )
}

/** A role held from the day on; the one of a membership that begins that very day was entered wrong. */
async function giveRole(
  writing: Writing,
  code: string,
  member: Member,
  on: string,
  role: string,
): Promise<void> {
  const { person, from, to } = member
  if (from < on) {
    await end(writing, code, member, on)
    return begin(writing, code, { person, role, from: on, to })
  }
  const key = [code, person, from]
  return change(
    writing,
    [teamMembership, key],
    `update record.team_membership set role = $4, ${bookkeeping('$5')}
     where team_code = $1 and person_no = $2 and valid_from = $3::date`,
    [...key, role, writing.enteredBy],
  )
}
