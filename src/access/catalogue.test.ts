/** What the database says about itself: no table is reachable by requests without a decision (trust 15, §3). */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../records/database.ts'
import { engines } from '../records/testing/server.ts'
import { settle } from '../settlement/settle.ts'
import { month } from '../settlement/testing/company.ts'
import { score, sellerOn } from '../settlement/testing/seller.ts'
import { installPermissions } from './install.ts'
import { protections } from './protection.ts'

/** Schemas that are the system's own: requests are answered from them by the server, never as hengji_app. */
const systemSchemas = ['auth', 'access', 'job', 'boss', 'hengji', 'webhook']
/**
 * The end of the audit chain: whoever could write here could cut the log. Files on their way in and rows as they stood before
 * an import: values of every kind of record, pay among them, which only the import's own statements reach, by account.
 */
const systemTables = ['audit.head', 'import.upload', 'import.rejection', 'import.row_before']

interface Table {
  readonly name: string
  readonly schema: string
  readonly enabled: boolean
  readonly forced: boolean
  readonly granted: string[]
}

const tablesSql = `
  select n.nspname || '.' || c.relname as name, n.nspname as schema, c.relrowsecurity as enabled, c.relforcerowsecurity as forced,
    array(select distinct a.privilege_type from aclexplode(c.relacl) a
      where a.grantee in (0, (select oid from pg_roles where rolname = 'hengji_app')) order by 1) as granted
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p', 'm', 'v', 'f') and n.nspname not like 'pg\\_%' and n.nspname not in ('information_schema')
  order by 1`

const privilegeOf = { read: 'SELECT', create: 'INSERT', update: 'UPDATE', remove: 'DELETE' } as const

describe.each(engines)('the catalogue on %s', (engine) => {
  let db: Database
  let tables: Table[]
  beforeAll(async () => {
    const made = await sellerOn(engine)
    db = made.db
    await installPermissions(db)
    await score(db, '2026-01', 9)
    await settle(db, { version: made.version, period: month('2026-01'), actor: '财务' })
    tables = await db.query<Table>(tablesSql)
  })
  afterAll(() => db.close())

  const isSystem = ({ schema, name }: Table) => systemSchemas.includes(schema) || systemTables.includes(name)
  const isResult = ({ name }: Table) => /^settlement\.v\d+_/.test(name)

  test('every table is named in the list of protections, is a result, or is the system’s own (trust 15)', () => {
    const named = new Set(protections.map(({ table }) => table))
    const undecided = tables.filter((table) => !isSystem(table) && !isResult(table) && !named.has(table.name))
    expect(undecided.map(({ name }) => name)).toEqual([])
    expect(tables.filter(isResult).length).toBeGreaterThan(4)
    expect(tables.filter(({ name }) => /^settlement\.v\d+_\w+_\d+$/.test(name)).length).toBeGreaterThan(2)
  })

  test('every protection is about a table there is', () => {
    const there = new Set(tables.map(({ name }) => name))
    expect(protections.filter(({ table }) => !there.has(table))).toEqual([])
  })

  test('whatever requests can reach is under row-level security, forced, and no more than decided', () => {
    const verbsOf = new Map(protections.map(({ table, verbs }) => [table, verbs]))
    for (const table of tables) {
      const verbs = isResult(table) ? (['read'] as const) : (verbsOf.get(table.name) ?? [])
      expect(table.granted, table.name).toEqual(verbs.map((verb) => privilegeOf[verb]).toSorted())
      if (table.granted.length > 0) expect(table, table.name).toMatchObject({ enabled: true, forced: true })
    }
  })

  test('the way to every table that requests may reach is open to them', async () => {
    const closed = await db.query<{ schema: string }>(
      `select s as schema from unnest($1::text[]) s where not has_schema_privilege('hengji_app', s, 'usage')`,
      [[...new Set(protections.map(({ table }) => table.split('.')[0]))]],
    )
    expect(closed).toEqual([])
  })

  test('every policy names its role, and hengji_app has exactly one for each verb decided', async () => {
    const policies = await db.query<{ table: string; name: string; roles: string[]; everybody: boolean }>(
      `select n.nspname || '.' || c.relname as table, p.polname as name, 0 = any(p.polroles) as everybody,
         array(select rolname::text from pg_roles where oid = any(p.polroles)) as roles
       from pg_policy p join pg_class c on c.oid = p.polrelid join pg_namespace n on n.oid = c.relnamespace`,
    )
    const [owner] = await db.query<{ name: string }>('select current_user::text as name')
    expect(policies.filter(({ everybody }) => everybody)).toEqual([])
    for (const { table, verbs } of protections) {
      const own = policies.filter((policy) => policy.table === table)
      expect(
        own
          .filter(({ roles }) => roles.includes('hengji_app'))
          .map(({ name }) => name)
          .toSorted(),
      ).toEqual([...verbs].toSorted())
      expect(own.filter(({ name }) => name === 'owner').map(({ roles }) => roles)).toEqual([[owner?.name]])
    }
  })

  test('functions that run with the owner’s rights look names up in one place only', async () => {
    const loose = await db.query<{ name: string }>(
      `select p.oid::regprocedure::text as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
       where p.prosecdef and n.nspname not in ('pg_catalog', 'information_schema')
         and not exists (select from unnest(p.proconfig) c where c like 'search_path=%')`,
    )
    expect(loose).toEqual([])
  })

  test('nobody but the owner and hengji_app may call a function of access, and none that makes policies', async () => {
    const callable = await db.query<{ name: string; public: boolean; app: boolean }>(
      `select p.proname::text as name, has_function_privilege('hengji_app', p.oid, 'execute') as app,
         exists (select from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a where a.grantee = 0) as public
       from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = 'access' order by 1`,
    )
    expect(callable.filter((own) => own.public)).toEqual([])
    expect(callable.filter((own) => own.app).map(({ name }) => name)).not.toEqual(
      expect.arrayContaining(['protect']),
    )
  })

  test('views would not show more than their reader may see', async () => {
    const views = await db.query<{ name: string }>(
      `select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relkind = 'v' and n.nspname not in ('pg_catalog', 'information_schema', 'boss')
         and not coalesce(c.reloptions @> array['security_invoker=true'], false)`,
    )
    expect(views).toEqual([])
  })

  test('hengji_app owns nothing, cannot sign in, and does not pass row-level security by', async () => {
    const [role] = await db.query(
      `select rolsuper, rolbypassrls, rolcanlogin, rolcreaterole, rolcreatedb,
         (select count(*)::int from pg_class where relowner = r.oid) as owned from pg_roles r where rolname = 'hengji_app'`,
    )
    expect(role).toEqual({
      ...{
        rolsuper: false,
        rolbypassrls: false,
        rolcanlogin: false,
        rolcreaterole: false,
        rolcreatedb: false,
      },
      owned: 0,
    })
  })

  test('what everybody may read of people has no pay and no personal data in it (trust 6)', async () => {
    const open = protections
      .filter(({ resource }) => resource === 'person' || resource === 'organisation')
      .map(({ table }) => table)
    const columns = await db.query<{ name: string }>(
      `select table_schema || '.' || table_name || '.' || column_name as name from information_schema.columns
       where table_schema || '.' || table_name = any($1)
         and column_name ~ '(pay|wage|salary|allowance|bank|id_number|phone|amount|bonus)'`,
      [open],
    )
    expect(columns).toEqual([])
  })
})
