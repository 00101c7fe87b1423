import { randomUUID } from 'node:crypto'
import { mkdtemp, readdir, readFile, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { writeBackup } from '../../../records/backup/write.ts'
import { sweepSentBackups } from '../../jobs/sent-backups.ts'
import { makeAccount, password } from '../../testing/accounts.ts'
import { type Administered, administered } from '../../testing/administered.ts'
import { ended } from '../../testing/jobs.ts'
import { caller, cookiesOf, ownAddress } from '../../testing/services.ts'

let site: Administered
let db: Administered['db']
let services: Administered['services']
let app: Administered['app']
let admin: Administered['admin']

beforeAll(async () => {
  site = await administered()
  ;({ db, services, app, admin } = site)
})
afterAll(() => site.close())

describe('backups', () => {
  test('are made, proved, downloaded and removed; that none is proved is said (trust 47)', async () => {
    expect((await admin('GET', '/backups')).body).toMatchObject({ backups: [], days: null, overdue: true })
    const made = await ended(admin, (await admin('POST', '/backups')).body.job)
    expect(made.status, JSON.stringify(made)).toBe('done')
    const { id } = made.result
    expect((await admin('GET', '/backups')).body.overdue).toBe(true)
    const proved = await ended(admin, (await admin('POST', `/backups/${id}/verification`)).body.job)
    expect(proved.result, JSON.stringify(proved)).toMatchObject({ ok: true, auditWhole: true, wrongRuns: [] })
    expect((await admin('GET', '/backups')).body).toMatchObject({ days: 0, overdue: false })
    expect((await admin('GET', '/audit/overview')).body.anchor).toMatchObject({ holds: true })
    const asked = (ownPassword: string) => admin('POST', `/backups/${id}/links`, { ownPassword })
    expect((await asked('somebody else’s')).body.code).toBe('password_wrong')
    const { body: given } = await asked(password)
    const file = await admin('GET', `/backups/${id}/file?link=${given.link}`)
    expect([file.status, file.body.slice(0, 2)]).toEqual([200, 'PK'])
    expect((await admin('GET', `/backups/${id}/file?link=${given.link}`)).body.code).toBe('link_over')
    const unasked = '00000000-0000-4000-8000-000000000000'
    expect((await admin('GET', `/backups/${id}/file?link=${unasked}`)).body.code).toBe('link_over')
    expect((await admin('GET', `/backups/${id}/file`)).status).toBe(400)
    await db.exec(`update access.backup set made_at = now() - interval '9 days'`)
    expect((await admin('GET', '/backups')).body).toMatchObject({ days: 9, overdue: true })
    await admin('DELETE', `/backups/${id}`)
    expect((await asked(password)).status).toBe(404)
  })
})

test('a key starts no backup and takes none away', async () => {
  const account = await makeAccount(db, 'script', ['admin'])
  const { body } = await admin('POST', '/api-keys', {
    ...{ name: '脚本', account, read_only: false, days: 30, ownPassword: password },
  })
  const headers = { authorization: `Bearer ${body.key}` }
  const call = caller(app)
  expect((await call('GET', '/backups', undefined, headers)).status).toBe(200)
  expect((await call('POST', '/backups', undefined, headers)).status).toBe(403)
  const file = '/backups/00000000-0000-4000-8000-000000000000'
  expect((await call('POST', `${file}/links`, { ownPassword: password }, headers)).status).toBe(403)
})

describe('a backup file from elsewhere', () => {
  let cookie = ''
  const send = async (bytes: Uint8Array, name: string, headers: Record<string, string> = {}) => {
    const response = await app.request(`${ownAddress}/api/backups/sent?name=${encodeURIComponent(name)}`, {
      method: 'POST',
      headers: { host: new URL(ownAddress).host, 'x-requested-with': 'hengji', cookie, ...headers },
      body: Buffer.from(bytes),
    })
    return { status: response.status, body: (await response.json()) as { code: string; job: string } }
  }
  const kept = () => readdir(join(services.folder, 'sent-backups', 'uploads')).catch(() => [])

  test('is proved before anybody restores it, and does not stay (trust 47)', async () => {
    const answer = await caller(app)('POST', '/session', { name: 'admin', password })
    cookie = cookiesOf(answer.headers)
    const file = join(await mkdtemp(join(tmpdir(), 'hengji-sent-')), 'hengji.zip')
    await writeBackup(db, file)
    const bytes = await readFile(file)
    const proved = await ended(admin, (await send(bytes, '../别处.zip')).body.job)
    expect(proved).toMatchObject({ status: 'done', result: { ok: true, auditWhole: true } })
    const [entry] = await db.query<{ subject: string; sent: string }>(
      `select subject, details ->> 'sent' as sent from audit.entry order by entry_id desc limit 1`,
    )
    expect(entry).toEqual({ subject: '备份 别处.zip', sent: 'true' })
    expect((await admin('GET', '/backups')).body.backups).toEqual([])

    // The last part of the archive, cut off or changed in the middle.
    const cut = await send(bytes.subarray(0, bytes.length / 2), '断.zip')
    expect([cut.status, JSON.stringify(cut.body)]).toEqual([422, expect.stringContaining('断.zip')])
    const changed = Buffer.from(bytes)
    changed.fill(7, 200, 260)
    const broken = await send(changed, '改.zip')
    const said = broken.status === 202 ? await ended(admin, broken.body.job) : broken.body
    expect(JSON.stringify(said)).toContain('改.zip')
    expect(JSON.stringify(said)).not.toContain('"ok":true')
    expect((await send(Buffer.from('工号,姓名'), '表.csv')).status).toBeGreaterThanOrEqual(400)
    expect(
      await send(Buffer.from('x'), '大.zip', { 'content-length': String(600 * 1024 ** 2) }),
    ).toMatchObject({
      body: { code: 'file_too_large' },
    })
    expect(await kept()).toEqual([])
  })

  test('is sent by an administrator only', async () => {
    await makeAccount(db, 'not-admin', ['finance'])
    const finance = await caller(app)('POST', '/session', { name: 'not-admin', password })
    cookie = cookiesOf(finance.headers)
    expect((await send(Buffer.from('x'), 'x.zip')).status).toBe(403)
    expect(await kept()).toEqual([])
  })

  test('nobody asks about any more goes after an hour', async () => {
    const folder = join(services.folder, 'sent-backups', 'uploads')
    const old = join(folder, randomUUID())
    const fresh = join(folder, randomUUID())
    for (const path of [old, fresh]) await writeFile(path, 'x')
    await utimes(old, 0, 0)
    await sweepSentBackups(db, services.folder)
    expect(await kept()).toEqual([basename(fresh)])
  })
})
