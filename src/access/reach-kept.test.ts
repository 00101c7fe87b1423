/** Who is within reach is found once in a transaction that only reads, and never kept for anybody else (trust 1, trust 15). */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../records/database.ts'
import { smallCompany } from '../records/testing/company.ts'
import { engines } from '../records/testing/server.ts'
import { actorOf, createAccount } from './accounts.ts'
import type { Actor } from './actor.ts'
import { asActor, lookAs } from './as-actor.ts'
import { installPermissions } from './install.ts'

const listed = (db: Database) =>
  db
    .query<{ no: string }>('select contract_no as no from record.contract order by 1')
    .then((rows) => rows.map(({ no }) => no).join(' '))

describe.each(engines)('within reach on %s', (engine) => {
  let db: Database
  let seller: Actor
  let manager: Actor

  beforeAll(async () => {
    db = await smallCompany(engine)
    await installPermissions(db)
    seller = await account('P4', 'salesperson')
    manager = await account('P2', 'sales-manager')
  })
  afterAll(() => db.close())

  async function account(person: string, role: 'salesperson' | 'sales-manager'): Promise<Actor> {
    const id = await createAccount(db, {
      ...{
        signInName: `${person}-${role}`.toLowerCase(),
        person,
        displayName: person,
        roles: [role],
        password: 'liushui-buxi-77',
      },
      ...{ mustChangePassword: false, createdBy: 'test' },
    })
    const actor = await actorOf(db, id)
    if (!actor) throw new Error('no account')
    return actor
  }

  test('another account, or another day, in the same transaction is asked about anew', async () => {
    const seen = await db.read(async (within) => {
      const as = async (actor: Actor, on: string) => {
        await within.query(`select set_config('app.account', $1, true), set_config('app.on', $2, true)`, [
          actor.account,
          on,
        ])
        const [row] = await within.query<{ found: string[] }>(
          `select array(select distinct access.contracts('contract', 'read') order by 1) as found`,
        )
        return row?.found.join(' ')
      }
      return [
        await as(seller, '2026-11-26'),
        await as(manager, '2026-11-26'),
        await as(manager, '2026-09-20'),
        await as(seller, '2026-11-26'),
      ]
    })
    expect(seen).toEqual(['C3', 'C1 C2 S1', 'C1 C2 S1', 'C3'])
  })

  test('a narrower scope in the same transaction does not get what a wider one found', async () => {
    const people = (within: Database, resource: string) =>
      within
        .query<{ found: string[] }>(`select array(select access.people($1, 'read') order by 1) as found`, [
          resource,
        ])
        .then(([row]) => row?.found.join(' '))
    const seen = await lookAs(db, manager, async (within) => [
      await people(within, 'contract'),
      await people(within, 'pay'),
      await people(within, 'money'),
    ])
    expect(seen).toEqual(['P2 P3', 'P2', 'P2 P3'])
  })

  test('nothing is left for the next transaction, nor for who reads while another is under way', async () => {
    const left = (within = db) =>
      within
        .query<{ kept: string | null }>(
          `select nullif(current_setting('app.reach_people_2', true), '') as kept`,
        )
        .then(([row]) => row?.kept)
    const seen = await lookAs(db, manager, async (within) => [await listed(within), await left(within)])
    expect(seen).toEqual(['C1 C2 S1', expect.stringMatching(/\{P2,P3\}$/)])
    expect(await left()).toBeNull()
    expect(await lookAs(db, seller, listed)).toBe('C3')
    const begun = Promise.withResolvers<void>()
    const reading = begun.promise.then(() => lookAs(db, seller, listed))
    await asActor(db, manager, async (within) => {
      begun.resolve()
      await within.pause()
      expect(await listed(within)).toBe('C1 C2 S1')
    })
    expect(await reading).toBe('C3')
  })

  test('who writes sees what was written: nothing is kept there', async () => {
    const undone = asActor(db, manager, async (within) => {
      expect(await listed(within)).toBe('C1 C2 S1')
      await within.exec(`set local role none; insert into record.contract
        (contract_no, kind, customer_code, unit_code, salesperson_no, signed_on, turnover)
        values ('C8', '直营购销合同', 'K2', 'CP', 'P2', '2026-11-05', 5); set local role hengji_app`)
      expect(await listed(within)).toBe('C1 C2 C8 S1')
      throw new Error('never')
    })
    await expect(undone).rejects.toThrow('never')
  })
})
