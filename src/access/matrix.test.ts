/**
 * Who sees and may change which rows: the table of permissions, a second reckoning in TypeScript and what the database
 * really answers agree, for every role, table and verb (trust 1–3, §3).
 */
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../records/database.ts'
import { smallCompany } from '../records/testing/company.ts'
import { engines } from '../records/testing/server.ts'
import { actorOf, createAccount } from './accounts.ts'
import { type Actor, scopeOf } from './actor.ts'
import { asActor } from './as-actor.ts'
import { installPermissions } from './install.ts'
import { type Protection, protections } from './protection.ts'
import { isRole, type Role, roleIds } from './roles.ts'
import { type Asker, reaches, readFacts } from './testing/organisation.ts'

/** A former member of the team, a head of the other unit and somebody with no post at all join the small company. */
const more = `
  insert into record.person (person_no, name, hired_on, left_on) values
    ('P5', '业务员丙', '2026-01-01', null), ('P6', '工程负责人', '2020-01-01', null), ('P7', '后勤', '2026-01-01', null);
  insert into record.assignment (person_no, unit_code, position, superior_no, heads_unit, valid_from, valid_to) values
    ('P5', 'CP', '业务员', 'P2', false, '2026-01-01', '2026-10-16'), ('P5', 'GC', '业务员', 'P6', false, '2026-10-16', null),
    ('P6', 'GC', '事业部负责人', 'P1', true, '2020-01-01', null);
  insert into record.team_membership (team_code, person_no, role, valid_from, valid_to) values
    ('T1', 'P5', '组员', '2026-01-01', '2026-10-16');
  insert into record.contract (contract_no, kind, customer_code, unit_code, salesperson_no, signed_on, turnover) values
    ('C5', '直营购销合同', 'K2', 'CP', 'P5', '2026-09-05', 500);
  insert into record.receipt (contract_no, receipt_no, received_on, amount, kind) values ('C5', 'R1', '2026-09-10', 50, '订金');
  insert into record.fixed_pay (person_no, base_pay, allowance, valid_from, valid_to) values
    ('P5', 4000, 0, '2026-01-01', null), ('P6', 9000, 0, '2026-01-01', null);
  insert into record.monthly_score (person_no, indicator, period, score, origin) values ('P5', '回款率', '2026-10', 7, '录入');
  insert into record.customer (customer_code, name, entered_by) values ('K9', '新客户', '账号P7');
  insert into private.personal_data (person_no, phone, entered_by) values ('P3', '13800000003', '行政'), ('P5', '13800000005', '行政');
  insert into private.bank_card (person_no, bank_account, effective_on, entered_by) values
    ('P3', '4111111111111111', '2026-11-01', '行政'), ('P5', '4111111111111111', '2026-11-01', '行政');
  insert into settlement.policy_version (policy, version, document, digest, period_length, published_by) values
    ('试', '1', '', '', 'month', '人事');`

const people = ['P1', 'P2', 'P3', 'P4', 'P5', 'P6', 'P7']
/** Evidence comes from the server; the embedded database is asked less. */
const asked = { postgres: ['P1', 'P2', 'P6', 'P7'], pglite: ['P2', 'P6'] } as const
const days = { postgres: ['2026-10-12', '2026-11-26'], pglite: ['2026-10-31'] } as const

type Row = { ctid: string } & Record<string, string | null>

describe.each(engines)('reach on %s', (engine) => {
  let db: Database
  let facts: Awaited<ReturnType<typeof readFacts>>
  const rows = new Map<string, Row[]>()
  const accounts = new Map<string, string>()

  beforeAll(async () => {
    db = await smallCompany(engine)
    await db.exec(more)
    await installPermissions(db)
    facts = await readFacts(db)
    for (const { table, owner } of protections) {
      const entered = await hasColumn(table, 'entered_by')
      const columns = [
        'column' in owner ? owner.column : 'null as none',
        entered ? 'entered_by' : 'null as entered_by',
      ]
      rows.set(
        table,
        await db.query<Row>(`select ctid::text as ctid, ${columns.join(', ')} from ${table} order by 1`),
      )
    }
    for (const person of people)
      accounts.set(
        person,
        await createAccount(db, {
          ...{ signInName: person, person, displayName: `账号${person}`, roles: [] },
          ...{ password: 'liushui-buxi-77', mustChangePassword: false, createdBy: 'test' },
        }),
      )
  })
  afterAll(() => db.close())

  async function hasColumn(table: string, column: string): Promise<boolean> {
    const found = await db.query(
      `select 1 as one from pg_attribute where attrelid = $1::regclass and attname = $2 and not attisdropped`,
      [table, column],
    )
    return found.length > 0
  }

  /** Gives a person exactly these roles, and says who the application then takes them for. */
  async function become(person: string, held: readonly Role[]): Promise<Actor> {
    const account = accounts.get(person) ?? ''
    await db.query('delete from access.role_grant where account_id = $1', [account])
    await db.query(
      `insert into access.role_grant (account_id, role, granted_by) select $1, unnest($2::text[]), 'test'`,
      [account, held],
    )
    return { account, name: `账号${person}`, person, roles: held, kind: 'person', readOnly: false }
  }

  const expected = (actor: Actor, day: string, verb: Protection['verbs'][number], of: Protection) => {
    const asker: Asker = {
      person: actor.person,
      name: actor.name,
      scope: scopeOf(actor, verb, of.resource),
      day,
    }
    return (rows.get(of.table) ?? []).filter((row) => reaches(facts, asker, of, row)).map(({ ctid }) => ctid)
  }

  /**
   * Every policy's own condition, on every row, while the account asks; reading it as the owner shows what it lets through.
   * All in one transaction that only reads, in which what is within reach is found once.
   */
  async function answered(actor: Actor, day: string): Promise<Record<string, string[]>> {
    return db.read(async (within) => {
      await within.query(`select set_config('app.account', $1, true), set_config('app.on', $2, true)`, [
        actor.account,
        day,
      ])
      const policies = await within.query<{ table: string; verb: string; condition: string }>(
        `select n.nspname || '.' || c.relname as table, p.polname as verb, pg_get_expr(coalesce(p.polqual, p.polwithcheck), c.oid) as condition
         from pg_policy p join pg_class c on c.oid = p.polrelid join pg_namespace n on n.oid = c.relnamespace where p.polname <> 'owner'`,
      )
      const parts = policies.map(
        ({ table, verb, condition }) =>
          `select '${table} ${verb}' as what, array(select ctid::text from ${table} where ${condition} order by 1) as rows`,
      )
      const found = await within.query<{ what: string; rows: string[] }>(parts.join(' union all '))
      return Object.fromEntries(found.map(({ what, rows: own }) => [what, own]))
    })
  }

  async function compare(actor: Actor, day: string): Promise<void> {
    const found = await answered(actor, day)
    for (const own of protections)
      for (const verb of own.verbs)
        expect(
          found[`${own.table} ${verb}`],
          `${actor.roles} as ${actor.person} on ${day}: ${verb} ${own.table}`,
        ).toEqual(expected(actor, day, verb, own))
  }

  test.each(roleIds)('%s: every table, verb and row, for several people and days', async (role) => {
    for (const person of asked[engine]) {
      const actor = await become(person, [role])
      for (const day of days[engine]) await compare(actor, day)
    }
  })

  test('any set of roles, by anybody, on any day', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...people),
        fc.uniqueArray(fc.constantFrom(...roleIds), { maxLength: 5 }),
        fc.integer({ min: 0, max: 120 }),
        async (person, held, offset) => {
          const day = new Date(Date.UTC(2026, 8, 1 + offset)).toISOString().slice(0, 10)
          await compare(await become(person, held), day)
        },
      ),
      { numRuns: engine === 'postgres' ? 30 : 8 },
    )
  })

  const contracts = [
    ['P7', 'salesperson', '2026-11-26', ''],
    ['P2', 'salesperson', '2026-11-26', 'C1 C2'],
    ['P2', 'sales-manager', '2026-11-26', 'C1 C2 S1'],
    // P5 was in the team and in the unit until 15 October.
    ['P2', 'sales-manager', '2026-10-12', 'C1 C2 C5 S1'],
    ['P2', 'unit-head', '2026-11-26', 'C1 C2 C5 S1'],
    ['P6', 'unit-head', '2026-10-12', 'C3'],
    ['P6', 'unit-head', '2026-11-26', 'C3 C5'],
    ['P1', 'regional-manager', '2026-11-26', 'C1 C2 C3'],
    ['P1', 'director', '2026-10-31', 'C1 C2 C3 C5 S1'],
    // On 1 November the unit moved to another centre; the person stayed one's subordinate.
    ['P6', 'director', '2026-10-31', 'C1 C2 C3 C5 S1'],
    ['P6', 'director', '2026-11-26', 'C3 C5'],
    ['P7', 'finance', '2026-11-26', 'C1 C2 C3 C5 S1'],
    ['P7', 'admin', '2026-11-26', ''],
    ['P7', 'provider', '2026-11-26', ''],
  ] as const

  test.each(contracts)('%s as %s sees on %s: %s', async (person, role, on, seen) => {
    const actor = await become(person, [role])
    const found = await asActor(
      db,
      actor,
      (within) => within.query<{ no: string }>('select contract_no as no from record.contract order by 1'),
      { on },
    )
    expect(found.map(({ no }) => no).join(' ')).toBe(seen)
  })

  test.each(roleIds)('%s: what is really read and changed is what the policies say', async (role) => {
    const actor = await become('P2', [role])
    const day = '2026-11-26'
    for (const own of protections) {
      const seen = await asActor(
        db,
        actor,
        (within) => within.query<{ ctid: string }>(`select ctid::text as ctid from ${own.table} order by 1`),
        { on: day },
      )
      expect(
        seen.map(({ ctid }) => ctid),
        own.table,
      ).toEqual(expected(actor, day, 'read', own))
      if (!own.verbs.includes('update') || !own.table.startsWith('record.')) continue
      const readable = new Set(expected(actor, day, 'read', own))
      const both = expected(actor, day, 'update', own).filter((ctid) => readable.has(ctid))
      expect(await changed(actor, own.table, day), own.table).toBe(both.length)
    }
  })

  /** How many rows an update of everything touches; undone. */
  async function changed(actor: Actor, table: string, on: string): Promise<number> {
    class Undo extends Error {}
    let count = 0
    const work = asActor(
      db,
      actor,
      async (within) => {
        const [row] = await within.query<{ count: number }>(
          `with done as (update ${table} set source_row = source_row returning 1) select count(*)::int as count from done`,
        )
        count = row?.count ?? 0
        throw new Undo()
      },
      { on },
    )
    await work.catch((error: unknown) => {
      if (!(error instanceof Undo)) throw error
    })
    return count
  }

  test('without an account there is no row (trust 14)', async () => {
    for (const account of ['', 'nobody']) {
      const seen = await asActor(db, { ...(await become('P7', [])), account }, async (within) => {
        const counts = await within.query<{ count: number }>(
          protections.map(({ table }) => `select count(*)::int as count from ${table}`).join(' union all '),
        )
        return counts.reduce((sum, { count }) => sum + count, 0)
      })
      expect(seen).toBe(0)
    }
  })

  test('an account without roles, one closed and one whose role is over have no row', async () => {
    const count = (actor: Actor) =>
      asActor(db, actor, (within) => within.query('select person_no from record.person')).then(
        (own) => own.length,
      )
    const actor = await become('P7', ['finance'])
    expect(await count(actor)).toBe(people.length)
    await db.query(
      `update access.role_grant set valid_from = '2026-01-01', valid_to = '2026-01-31' where account_id = $1`,
      [actor.account],
    )
    expect(await count(actor)).toBe(0)
    expect((await actorOf(db, actor.account))?.roles).toEqual([])
    await become('P7', ['finance'])
    await db.query('update access.account set active = false where account_id = $1', [actor.account])
    expect(await count(actor)).toBe(0)
    await db.query('update access.account set active = true where account_id = $1', [actor.account])
  })

  test('taking the rules away takes everything away: an empty rule denies (trust 14)', async () => {
    const actor = await become('P7', [...roleIds])
    await expect(
      db.transaction(async (within) => {
        await within.exec('delete from access.rule')
        await within.query(
          `select set_config('app.account', $1, true), set_config('role', 'hengji_app', true)`,
          [actor.account],
        )
        const left = await within.query('select person_no from record.person')
        throw new Error(`left: ${left.length}`)
      }),
    ).rejects.toThrow('left: 0')
  })

  test('a row may not be moved or written out of one’s reach', async () => {
    const actor = await become('P4', ['salesperson'])
    const steal = (sql: string) => asActor(db, actor, (within) => within.exec(sql))
    await expect(
      steal(`insert into record.receipt (contract_no, receipt_no, received_on, amount, kind)
      values ('C2', 'X', '2026-11-01', 1, '订金')`),
    ).rejects.toThrow(/permission denied|row-level security/)
    const head = await become('P6', ['unit-head'])
    await expect(
      asActor(db, head, (within) =>
        within.exec(
          `update record.contract set unit_code = 'CP', salesperson_no = 'P2' where contract_no = 'C3'`,
        ),
      ),
    ).rejects.toThrow('row-level security')
  })

  test('who may enter contracts of the unit can, with what belongs to them, and not of another (M-1.4)', async () => {
    const head = await become('P6', ['unit-head'])
    const enter = (no: string, unit: string, person: string) =>
      asActor(db, head, async (within) => {
        await within.query(
          `insert into record.contract (contract_no, kind, customer_code, unit_code, salesperson_no, signed_on, turnover)
           values ($1, '直营购销合同', 'K2', $2, $3, '2026-11-20', 10)`,
          [no, unit, person],
        )
        await within.query(
          `insert into record.contract_line (contract_no, line_no, product_code, quantity, unit_price, amount) values ($1, 1, 'B', 1, 10, 10)`,
          [no],
        )
        throw new Error('entered')
      })
    await expect(enter('N1', 'GC', 'P4')).rejects.toThrow('entered')
    await expect(enter('N2', 'CP', 'P2')).rejects.toThrow('row-level security')
  })

  test('two people alternating on few connections never see each other’s rows', async () => {
    const one = await become('P2', ['salesperson'])
    const two = await become('P4', ['salesperson'])
    const look = (actor: Actor) =>
      asActor(db, actor, (within) =>
        within.query<{ no: string }>('select contract_no as no from record.contract order by 1'),
      )
    const seen = await Promise.all(Array.from({ length: 40 }, (_, i) => look(i % 2 === 0 ? one : two)))
    for (const [i, found] of seen.entries())
      expect(found.map(({ no }) => no).join(' ')).toBe(i % 2 === 0 ? 'C1 C2' : 'C3')
  })

  test('the account is forgotten with the transaction, also when it fails', async () => {
    const actor = await become('P2', ['salesperson'])
    await asActor(db, actor, async () => undefined)
    await asActor(db, actor, (within) => within.query('select 1 / 0')).catch(() => undefined)
    const left = await Promise.all(
      Array.from({ length: 12 }, () =>
        db.query(`select current_setting('app.account', true) as account, current_setting('app.on', true) as on_day,
          current_user = session_user as owner`),
      ),
    )
    for (const [row] of left)
      expect([row?.account || null, row?.on_day || null, row?.owner]).toEqual([null, null, true])
  })

  test('row-level security is no fence against SQL of one’s own: RESET ROLE leaves it (trust §3)', async () => {
    // Known and written down: this is why no text from outside ever becomes SQL.
    const actor = await become('P7', [])
    const all = await asActor(db, actor, async (within) => {
      await within.exec('reset role')
      return within.query('select person_no from record.person')
    })
    expect(all.length).toBe(people.length)
  })

  test('the application and the database know the same roles and rules', async () => {
    const known = await db.query<{ role: string }>('select distinct role from access.rule')
    expect(known.filter(({ role }) => !isRole(role))).toEqual([])
  })
})
