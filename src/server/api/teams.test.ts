import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Role } from '../../access/roles.ts'
import type { Database } from '../../records/database.ts'
import { smallCompany } from '../../records/testing/company.ts'
import { makeAccount, signIn } from '../testing/accounts.ts'
import { type Caller, testApi, testServices } from '../testing/services.ts'
import type { Services } from './services.ts'

let db: Database
let services: Services
let administration: Caller
let unitHead: Caller

beforeAll(async () => {
  db = await smallCompany('postgres')
  services = await testServices(db)
  const app = testApi(services)
  const account = async (name: string, role: Role, person: string | null) => {
    await makeAccount(db, name, [role], { person, displayName: name })
    return signIn(app, name)
  }
  administration = await account('administration', 'administration', null)
  unitHead = await account('head', 'unit-head', 'P2')
})
afterAll(async () => {
  await services.jobs.stop()
  await db.close()
})
beforeEach(() =>
  db.exec(`delete from record.team_membership;
    update record.team set dissolved_on = null, merged_into = null, merged_on = null;
    delete from record.team where team_code <> 'T1';
    insert into record.team (team_code, name, unit_code, formed_on) values ('T3', '远航组', 'CP', '2026-01-01');
    insert into record.team_membership (team_code, person_no, role, valid_from) values
      ('T1', 'P2', '组长', '2026-01-01'), ('T1', 'P4', '组员', '2026-03-01'), ('T3', 'P1', '组长', '2026-01-01')`),
)

const members = (code: string) =>
  db.query(
    `select person_no || ' ' || role || ' ' || valid_from || '–' || coalesce(valid_to::text, '') as row
     from record.team_membership where team_code = $1 order by valid_from, person_no`,
    [code],
  )
const rows = async (code: string) => (await members(code)).map(({ row }) => row)

test('M-7.2 a team merges: it is over, its people are in the other from that day, and who did it is on record', async () => {
  const { status } = await administration('POST', '/organisation/teams/T1/end', {
    on: '2026-11-20',
    into: 'T3',
  })
  expect(status).toBe(200)
  expect(await rows('T1')).toEqual(['P2 组长 2026-01-01–2026-11-20', 'P4 组员 2026-03-01–2026-11-20'])
  expect(await rows('T3')).toEqual(['P1 组长 2026-01-01–', 'P2 组员 2026-11-20–', 'P4 组员 2026-11-20–'])
  const [over] = await db.query(
    `select dissolved_on::text, merged_into, merged_on::text, entered_by from record.team where team_code = 'T1'`,
  )
  expect(over).toEqual({
    ...{
      dissolved_on: '2026-11-20',
      merged_into: 'T3',
      merged_on: '2026-11-20',
      entered_by: 'administration',
    },
  })
  const [entry] = await db.query(
    `select actor, subject from audit.entry where action = 'end-team' order by entry_id desc limit 1`,
  )
  expect(entry).toEqual({ actor: 'administration', subject: '业务组 T1' })
})

test('M-7.2 dissolved, nobody goes anywhere; what is over is not ended twice, nor led, nor merged into', async () => {
  const end = (code: string, into: string | null) =>
    administration('POST', `/organisation/teams/${code}/end`, { on: '2026-11-20', into })
  expect((await end('T1', 'T1')).status).toBe(422)
  expect((await end('T1', null)).status).toBe(200)
  expect(await rows('T3')).toEqual(['P1 组长 2026-01-01–'])
  expect((await end('T1', null)).body.code).toBe('team_over')
  expect((await end('T3', 'T1')).body.code).toBe('team_over')
  const lead = await administration('POST', '/organisation/teams/T1/leader', {
    on: '2026-11-20',
    person: 'P4',
  })
  expect(lead.body.code).toBe('team_over')
  expect((await end('T9', null)).status).toBe(404)
})

test('a day before the team, or before a member came, is refused and nothing happens', async () => {
  const end = (on: string) => administration('POST', '/organisation/teams/T1/end', { on, into: 'T3' })
  expect((await end('2026-01-01')).body.code).toBe('team_too_early')
  expect((await end('2026-02-01')).body).toMatchObject({ code: 'team_joined_later' })
  expect(await rows('T1')).toEqual(['P2 组长 2026-01-01–', 'P4 组员 2026-03-01–'])
})

test('M-7.1 another member leads from a day on, and the one before stays a member', async () => {
  const lead = (person: string, on = '2026-11-20') =>
    administration('POST', '/organisation/teams/T1/leader', { on, person })
  expect((await lead('P1')).body.code).toBe('team_not_member')
  expect((await lead('P2')).body.code).toBe('team_leads_already')
  expect((await lead('P4')).status).toBe(200)
  const changed = [
    ...['P2 组长 2026-01-01–2026-11-20', 'P4 组员 2026-03-01–2026-11-20'],
    ...['P2 组员 2026-11-20–', 'P4 组长 2026-11-20–'],
  ]
  expect(await rows('T1')).toEqual(changed)
  // The same day again: what was entered wrong that day is put right, without days of no length.
  expect((await lead('P2')).status).toBe(200)
  expect((await rows('T1')).slice(2)).toEqual(['P2 组长 2026-11-20–', 'P4 组员 2026-11-20–'])
})

test('trust 1: only the administration changes teams', async () => {
  const given = { on: '2026-11-20', into: null }
  expect((await unitHead('POST', '/organisation/teams/T1/end', given)).status).toBe(403)
  expect(await rows('T1')).toHaveLength(2)
})
