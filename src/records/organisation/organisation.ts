/** The organisation as it stood on a day, and the days on which it changed (M-1.4, M-7.1). */
import type { Database } from '../database.ts'

export interface UnitOn {
  readonly code: string
  readonly name: string
  readonly kind: string
  readonly parent: string | null
  readonly head: string | null
  readonly headName: string | null
  readonly people: number
}

const holds = (alias: string, day: string) =>
  `${alias}.valid_from <= ${day} and (${alias}.valid_to is null or ${alias}.valid_to > ${day})`

export function unitsOn(db: Database, day: string): Promise<UnitOn[]> {
  return db.query<UnitOn>(
    `select u.unit_code as code, u.name, u.kind, coalesce(p.parent_code, u.parent_code) as parent,
       h.person_no as head, hp.name as "headName",
       (select count(*)::int from record.assignment a join record.person w on w.person_no = a.person_no
         where a.unit_code = u.unit_code and ${holds('a', '$1::date')} and (w.left_on is null or w.left_on >= $1::date)) as people
     from record.unit u
     left join record.unit_placement p on p.unit_code = u.unit_code and ${holds('p', '$1::date')}
     left join record.assignment h on h.unit_code = u.unit_code and h.heads_unit and ${holds('h', '$1::date')}
     left join record.person hp on hp.person_no = h.person_no
     where (u.opened_on is null or u.opened_on <= $1::date) and (u.closed_on is null or u.closed_on > $1::date)
     order by u.unit_code`,
    [day],
  )
}

export interface Change {
  readonly on: string
  readonly count: number
}

/** Days on which a post, a unit or a group began or ended, oldest first. */
export function changeDays(db: Database): Promise<Change[]> {
  return db.query<Change>(
    `select "on"::text as "on", count(*)::int as count from (
       select valid_from as "on" from record.assignment union all select valid_to from record.assignment
       union all select valid_from from record.unit_placement union all select valid_to from record.unit_placement
       union all select valid_from from record.team_membership union all select valid_to from record.team_membership
       union all select left_on from record.person
     ) d where "on" is not null group by "on" order by "on"`,
  )
}

export interface TeamOn {
  readonly code: string
  readonly name: string
  readonly unit: string
  readonly unitName: string
  readonly formedOn: string
  readonly dissolvedOn: string | null
  readonly mergedInto: string | null
  readonly mergedOn: string | null
  readonly members: readonly {
    readonly person: string
    readonly name: string
    readonly role: string
    readonly from: string
    readonly to: string | null
    readonly now: boolean
  }[]
}

/** All groups with everybody who ever was in them; `now` says who was on the day. */
export function teamsOn(db: Database, day: string): Promise<TeamOn[]> {
  return db.query<TeamOn>(
    `select t.team_code as code, t.name, t.unit_code as unit, u.name as "unitName", t.formed_on::text as "formedOn",
       t.dissolved_on::text as "dissolvedOn", t.merged_into as "mergedInto", t.merged_on::text as "mergedOn",
       coalesce((select jsonb_agg(jsonb_build_object('person', m.person_no, 'name', w.name, 'role', m.role,
           'from', m.valid_from, 'to', m.valid_to, 'now', ${holds('m', '$1::date')} and coalesce(w.left_on >= $1::date, true))
           order by m.role = '组长' desc, m.valid_from, m.person_no)
         from record.team_membership m join record.person w on w.person_no = m.person_no
         where m.team_code = t.team_code), '[]') as members
     from record.team t join record.unit u on u.unit_code = t.unit_code
     order by coalesce(t.dissolved_on <= $1::date, false), t.team_code`,
    [day],
  )
}
