import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../../../records/database.ts'
import { smallCompany } from '../../../records/testing/company.ts'
import { makeAccount, password, signIn } from '../../testing/accounts.ts'
import { testApi, testServices } from '../../testing/services.ts'
import type { Services } from '../services.ts'

let db: Database
let services: Services
let app: ReturnType<typeof testApi>

beforeAll(async () => {
  db = await smallCompany('postgres')
  services = await testServices(db)
  app = testApi(services)
})
afterAll(async () => {
  await services.jobs.stop()
  await db.close()
})

const today = async () => (await db.query<{ day: string }>('select current_date as day'))[0]?.day ?? ''

describe('personal data (L-4)', () => {
  const numbers = { id_number: '11010519491231002X', phone: '13800001234' }
  const data = { ...numbers, bank_name: '某银行', bank_account: '4111111111111111' }

  test('are masked; seeing them whole needs a reason and is recorded; changes are recorded without contents', async () => {
    await makeAccount(db, 'hr', ['administration'])
    const hr = await signIn(app, 'hr')
    expect((await hr('PUT', '/people/P4/personal-data', numbers)).status).toBe(200)
    const card = { bank_name: '某银行', bank_account: '4111111111111111', ownPassword: password }
    expect((await hr('POST', '/people/P4/bank-card', card)).body).toEqual({ effectiveOn: await today() })
    const { body } = await hr('GET', '/people/P4/personal-data')
    expect(body.data).toEqual({
      id_number: '1101**********002X',
      bank_name: '某银行',
      bank_account: '************1111',
      phone: '138******34',
    })
    const reveal = (reason: string) => hr('POST', '/people/P4/personal-data/reveal', { reason })
    expect((await reveal('')).status).toBe(400)
    expect((await reveal('核对发薪账号')).body.data).toEqual(data)
    const log = await db.query<{ action: string; details: object }>(
      `select action, details from audit.entry where subject in ('个人信息 P4', '银行卡 P4') order by entry_id`,
    )
    expect(log.map(({ action }) => action)).toEqual(['personal-data', 'bank-card', 'reveal'])
    expect(JSON.stringify(log)).not.toContain('4111')
  })

  test('numbers that do not check are refused in words; what is not given stays; only who may write is told so', async () => {
    const hr = await signIn(app, 'hr')
    const change = (body: object) => hr('PATCH', '/people/P2/personal-data', body)
    expect(await change({ id_number: '110105194912310021' })).toMatchObject({
      status: 400,
      body: { message: expect.stringMatching(/身份证号的校验位/) },
    })
    const card = { bank_name: '某银行', bank_account: '4111111111111112', ownPassword: password }
    expect(await hr('POST', '/people/P2/bank-card', card)).toMatchObject({
      status: 400,
      body: { message: expect.stringMatching(/银行卡号/) },
    })
    expect((await change({ phone: '13900005678' })).status).toBe(200)
    expect((await change({ id_number: numbers.id_number })).body.data).toMatchObject({
      phone: '139******78',
      bank_account: null,
    })
    expect((await change({ phone: null })).body.data.phone).toBe(null)
    const [entry] = await db.query<{ details: object }>(
      `select details from audit.entry where subject = '个人信息 P2' order by entry_id desc limit 1`,
    )
    expect(entry?.details).toMatchObject({ changed: ['phone'] })
    expect((await hr('PATCH', '/people/NOBODY/personal-data', { phone: null })).status).toBe(404)
    expect((await hr('GET', '/people/P1/personal-data')).body).toEqual({
      ...{
        data: null,
        mayWrite: true,
        card: { waiting: { days: 3, from: expect.any(String) }, change: null },
      },
    })
  })

  test('are one’s own or the personnel’s', async () => {
    await makeAccount(db, 'P4', ['salesperson'], { person: 'P4' })
    const own = await signIn(app, 'P4')
    expect((await own('GET', '/people/P4/personal-data')).body.data.phone).toBe('138******34')
    expect((await own('POST', '/people/P4/personal-data/reveal', { reason: '' })).body.data).toEqual(data)
    expect((await own('GET', '/people/P2/personal-data')).body.data).toBeNull()
    expect((await own('PUT', '/people/P4/personal-data', numbers)).status).toBe(403)
    expect((await own('PATCH', '/people/P4/personal-data', { phone: null })).status).toBe(403)
    expect((await own('GET', '/people/P4/personal-data')).body.mayWrite).toBe(false)
  })
})
