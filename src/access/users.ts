/** Who has an account: what the administrator needs to see of it. */
import type { Database } from '../records/database.ts'
import { Refusal } from '../records/refusal.ts'
import { isRole, type Role } from './roles.ts'
import { idleMinutes } from './sign-in/auth.ts'

export interface Grant {
  readonly role: Role
  /** Days; without a last one the role does not end. */
  readonly from: string
  readonly to: string | null
  readonly by: string
}

export interface User {
  readonly id: string
  readonly name: string
  readonly sign_in_name: string
  readonly person: string | null
  /** open; closed by an administrator; or its person has left. */
  readonly state: 'open' | 'closed' | 'left'
  readonly left_on: string | null
  readonly roles: readonly Grant[]
  readonly must_change_password: boolean
  readonly two_factor: boolean
  readonly last_sign_in: string | null
  /** Sign-ins that are open now. */
  readonly sign_ins: number
  readonly created_by: string
  readonly created_at: string
}

export interface UserQuery {
  readonly q?: string | undefined
  readonly sort?: string | undefined
  readonly page: number
  readonly size: number
  readonly role?: readonly string[] | undefined
  readonly state?: readonly string[] | undefined
}

const moment = (sql: string) => `to_char(${sql} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`

/** The audit log keeps sign-ins for good; attempts are forgotten after a month. */
const users = `
  select a.account_id as id, a.display_name as name, a.sign_in_name, a.person_no as person, p.left_on,
    case when not a.active then 'closed' when p.left_on < current_date then 'left' else 'open' end as state,
    coalesce((select jsonb_agg(jsonb_build_object('role', g.role, 'from', g.valid_from, 'to', g.valid_to, 'by', g.granted_by)
      order by g.valid_from, g.role) from access.role_grant g where g.account_id = a.account_id), '[]') as roles,
    a.must_change_password, u.two_factor_enabled as two_factor,
    ${moment(`(select max(e.at) from audit.entry e where e.actor = a.display_name and e.action = 'sign-in')`)} as last_sign_in,
    (select count(*)::int from auth.session s where s.user_id = a.account_id and s.expires_at > now()
       and s.updated_at > now() - interval '${idleMinutes} minutes') as sign_ins,
    a.created_by, ${moment('a.created_at')} as created_at
  from access.account a join auth."user" u on u.id = a.account_id left join record.person p on p.person_no = a.person_no`

const orders: Readonly<Record<string, string>> = {
  name: 'name',
  sign_in_name: 'sign_in_name',
  state: 'state',
  last_sign_in: 'last_sign_in',
  created_at: 'created_at',
}

export async function listUsers(
  db: Database,
  { q = '', sort = 'sign_in_name', page, size, role, state }: UserQuery,
): Promise<{ rows: User[]; total: number }> {
  const by = sort.replace(/^-/, '')
  const order = Object.hasOwn(orders, by) ? orders[by] : undefined
  if (!order) throw new Refusal('request_invalid', { problems: `sort: ${sort.slice(0, 40)}` })
  const params = [q.trim().toLowerCase(), role ?? null, state ?? null]
  const from = `(${users}) x where position($1 in lower(concat_ws(' ', name, sign_in_name, person))) > 0
    and ($2::text[] is null or exists (select from jsonb_to_recordset(roles) as g(role text, "to" date)
      where g.role = any($2) and (g."to" is null or g."to" >= current_date)))
    and ($3::text[] is null or state = any($3))`
  const rows = await db.query<User>(
    `select * from ${from} order by ${order} ${sort.startsWith('-') ? 'desc' : 'asc'} nulls last, id
     limit ${Math.trunc(size)} offset ${Math.trunc((page - 1) * size)}`,
    params,
  )
  const [count] = await db.query<{ total: number }>(`select count(*)::int as total from ${from}`, params)
  return { rows: rows.map(known), total: count?.total ?? 0 }
}

/** Refuses with not_found. */
export async function readUser(db: Database, id: string): Promise<User> {
  const [row] = await db.query<User>(`select * from (${users}) x where id = $1`, [id])
  if (!row) throw new Refusal('not_found')
  return known(row)
}

const known = (user: User): User => ({ ...user, roles: user.roles.filter(({ role }) => isRole(role)) })
