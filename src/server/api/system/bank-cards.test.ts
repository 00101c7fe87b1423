/** Who takes over a mailbox or a sign-in goes for the bank account: what stands in the way (trust 20). */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { actorOf } from '../../../access/accounts.ts'
import { asActor } from '../../../access/as-actor.ts'
import { payCards } from '../../../access/bank-cards.ts'
import type { Role } from '../../../access/roles.ts'
import type { Database } from '../../../records/database.ts'
import { smallCompany } from '../../../records/testing/company.ts'
import { makeAccount, password, signIn } from '../../testing/accounts.ts'
import { type Caller, testApi, testServices } from '../../testing/services.ts'
import type { Services } from '../services.ts'

const visa = '4111111111111111'
const other = '5500005555555559'
let db: Database
let services: Services
let hr: Caller
let hrId: string
let money: Caller
let own: Caller
let colleague: Caller

beforeAll(async () => {
  db = await smallCompany('postgres')
  services = await testServices(db)
  const app = testApi(services)
  const account = async (name: string, roles: Role[], person: string | null): Promise<Caller> => {
    const id = await makeAccount(db, name, roles, { person })
    if (name === 'hr') hrId = id
    return signIn(app, name)
  }
  hr = await account('hr', ['administration'], null)
  money = await account('money', ['finance'], null)
  own = await account('P4', ['salesperson'], 'P4')
  colleague = await account('P2', ['sales-manager'], 'P2')
})
afterAll(async () => {
  await services.jobs.stop()
  await db.close()
})

const change = (account: string | null, ownPassword = password) =>
  hr('POST', '/people/P4/bank-card', { bank_name: account && '某银行', bank_account: account, ownPassword })
const seen = async (who: Caller) => (await who('GET', '/people/P4/personal-data')).body
const told = async (who: Caller) =>
  (await who('GET', '/workbench')).body.waiting.flatMap(({ kind, about }: { kind: string; about: string }) =>
    kind === 'card' || kind === 'ownCard' ? [`${kind} ${about.split(' ').at(-1)}`] : [],
  )
const day = async (days: number) =>
  (await db.query<{ day: string }>('select (current_date + $1::int)::text as day', [days]))[0]?.day ?? ''
const paid = async () => (await payCards(db)).get('P4')
/** As if the waiting period were over. */
const wait = () =>
  db.exec(`alter table private.bank_card disable trigger bank_card_kept;
    update private.bank_card set effective_on = current_date where stopped_at is null;
    alter table private.bank_card enable trigger bank_card_kept`)

describe('a changed bank card', () => {
  test('needs the own password again, from a person, and a card that is another (trust 20)', async () => {
    expect((await change(visa, 'guessed')).body.code).toBe('password_wrong')
    expect((await own('POST', '/people/P4/bank-card', {})).status).toBe(403)
    expect((await hr('PATCH', '/people/P4/personal-data', { bank_account: visa })).status).toBe(400)
    expect((await change(visa)).body).toEqual({ effectiveOn: await day(0) })
    expect((await change(visa)).body.code).toBe('card_unchanged')
  })

  test('is told to the person and to finance until each has seen it (trust 20)', async () => {
    expect(await told(own)).toEqual(['ownCard P4'])
    expect(await told(money)).toEqual(['card P4'])
    expect(await told(colleague)).toEqual([])
    expect(await told(hr)).toEqual([])
    const { id } = (await seen(own)).card.change
    expect((await colleague('POST', `/people/P4/bank-card/${id}/seen`)).status).toBe(404)
    expect((await hr('POST', `/people/P4/bank-card/${id}/seen`)).status).toBe(404)
    expect((await own('POST', `/people/P4/bank-card/${id}/seen`)).status).toBe(200)
    expect([await told(own), await told(money)]).toEqual([[], ['card P4']])
    expect((await money('POST', `/people/P4/bank-card/${id}/seen`)).status).toBe(200)
    expect((await money('POST', `/people/P4/bank-card/${id}/seen`)).status).toBe(200)
    expect(await told(money)).toEqual([])
    expect((await hr('POST', `/people/P4/bank-card/${id}/seen`)).status).toBe(404)
  })

  test('counts only after the waiting period; until then pay goes to the old one, and says so (trust 20)', async () => {
    await db.exec(
      `insert into access.setting (name, value, set_by) values ('card_waiting_days', '5', 'test')`,
    )
    expect((await change(other)).body).toEqual({ effectiveOn: await day(5) })
    expect(await paid()).toEqual({
      ...{ bank_name: '某银行', bank_account: visa, next: { tail: '5559', from: await day(5) } },
    })
    const { data, card } = await seen(own)
    expect(data.bank_account).toBe('************1111')
    expect(card).toMatchObject({
      waiting: { days: 5, from: await day(5) },
      change: { state: 'waiting', bank_account: '************5559' },
    })
    await wait()
    expect(await paid()).toEqual({ bank_name: '某银行', bank_account: other, next: null })
    expect(await told(own)).toEqual(['ownCard P4'])
  })

  test.each([
    ['the person', () => own],
    ['finance', () => money],
    ['who entered it', () => hr],
  ])('may be stopped meanwhile by %s, and by nobody else (trust 20)', async (_, by) => {
    await change(visa)
    const { id, may } = (await seen(by())).card.change
    expect(may.stop).toBe(true)
    const stop = (who: Caller, reason = '不是我要改的') =>
      who('POST', `/people/P4/bank-card/${id}/stop`, { reason })
    expect((await stop(colleague)).status).toBe(404)
    expect((await stop(by(), ' ')).status).toBe(400)
    expect((await stop(by())).status).toBe(200)
    expect((await stop(by())).body.code).toBe('card_not_waiting')
    expect(await paid()).toMatchObject({ bank_account: other, next: null })
    expect((await seen(hr)).card.change).toMatchObject({ state: 'stopped', stopReason: '不是我要改的' })
    expect(await told(own)).not.toContain('card P4')
  })

  test('gives way to another, which waits anew; removing one waits, too (trust 20)', async () => {
    await change(visa)
    expect((await change(null)).body).toEqual({ effectiveOn: await day(5) })
    expect(await paid()).toMatchObject({ bank_account: other, next: { tail: '' } })
    await wait()
    expect(await paid()).toEqual({ bank_name: null, bank_account: null, next: null })
    // Having removed it does not make the next one a first.
    expect((await change(visa)).body).toEqual({ effectiveOn: await day(5) })
  })

  test('cannot begin at once whatever a request tries, nor be altered (trust 20)', async () => {
    const actor = await actorOf(db, hrId)
    if (!actor) throw new Error('no account')
    const as = (sql: string) => asActor(db, actor, (within) => within.exec(sql))
    await expect(
      as(`insert into private.bank_card (person_no, bank_account, effective_on, entered_by)
        values ('P4', '${other}', current_date, 'x')`),
    ).rejects.toThrow('waits')
    await expect(as(`update private.bank_card set bank_account = '${other}'`)).rejects.toThrow(
      'permission denied',
    )
    await expect(db.exec(`update private.bank_card set bank_account = '${other}'`)).rejects.toThrow('stays')
  })

  test('is in the audit log, who and whose and when, without the number (trust 20)', async () => {
    const log = await db.query<{ action: string; details: object }>(
      `select action, details from audit.entry where subject = '银行卡 P4' order by entry_id`,
    )
    expect(new Set(log.map(({ action }) => action))).toEqual(
      new Set(['bank-card', 'bank-card-seen', 'bank-card-stop']),
    )
    expect(JSON.stringify(log)).not.toMatch(/4111|5559/)
  })
})
