import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Administered, administered } from '../../testing/administered.ts'
import { caller } from '../../testing/services.ts'

let site: Administered
let db: Administered['db']
let app: Administered['app']
let admin: Administered['admin']

beforeAll(async () => {
  site = await administered()
  ;({ db, app, admin } = site)
})
afterAll(() => site.close())

describe('settings', () => {
  test('are checked, kept, used and recorded with before and after', async () => {
    const { body: before } = await admin('GET', '/settings')
    expect(before).toMatchObject({ backup_reminder_days: 7, company: '' })
    const wanted = { ...before, company: '某某公司' }
    expect((await admin('PUT', '/settings', wanted)).body).toEqual(wanted)
    expect((await caller(app)('GET', '/session/options')).body.company).toBe('某某公司')
    const [entry] = await db.query<{ details: object }>(
      `select details from audit.entry where action = 'settings' order by entry_id desc limit 1`,
    )
    expect(entry?.details).toMatchObject({ before: { company: '' }, after: { company: '某某公司' } })
    for (const bad of [{ ...wanted, backup_reminder_days: 0 }, { ...wanted, more: 1 }, { company: 'x' }])
      expect((await admin('PUT', '/settings', bad)).status).toBe(400)
  })

  test('about says what runs here', async () => {
    const { body } = await admin('GET', '/system/about')
    expect(body).toMatchObject({ engine: 'postgres', node: process.versions.node })
    expect(body.dependencies.find(({ name }: { name: string }) => name === 'hono').license).toBe('MIT')
  })
})
