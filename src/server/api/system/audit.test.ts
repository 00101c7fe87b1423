import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { record } from '../../../access/audit.ts'
import { makeAccount, password, signIn } from '../../testing/accounts.ts'
import { type Administered, administered } from '../../testing/administered.ts'
import { ended } from '../../testing/jobs.ts'

let site: Administered
let db: Administered['db']
let app: Administered['app']
let admin: Administered['admin']

beforeAll(async () => {
  site = await administered()
  ;({ db, app, admin } = site)
  // What there is to be found: an account, a key that came and went, another, and settings.
  const { body: program } = await admin('POST', '/accounts', {
    ...{ sign_in_name: 'program', person: null, name: '程序', roles: ['finance'] },
  })
  const key = { name: '报表', account: program.id, read_only: true, days: 30, ownPassword: password }
  const { body: made } = await admin('POST', '/api-keys', key)
  await admin('DELETE', `/api-keys/${made.id}`)
  await admin('POST', '/api-keys', key)
  const { body: settings } = await admin('GET', '/settings')
  await admin('PUT', '/settings', { ...settings, company: '某某公司' })
})
afterAll(() => site.close())

const today = async () => (await db.query<{ day: string }>('select current_date as day'))[0]?.day ?? ''

describe('the audit log', () => {
  test('is found by who, what, when and to what, and taken along with a record of it', async () => {
    await makeAccount(db, 'watch', ['auditor'])
    const auditor = await signIn(app, 'watch')
    const find = async (filter: object, q = '') =>
      (
        await auditor(
          'GET',
          `/audit?q=${encodeURIComponent(q)}&filter=${encodeURIComponent(JSON.stringify(filter))}`,
        )
      ).body
    const settings = await find({ action: 'settings', actor: ['admin的账号'], at: { from: await today() } })
    expect(settings.rows.map(({ action }: { action: string }) => action)).toEqual(['settings'])
    expect((await find({ at: { to: '2020-01-01' } })).total).toBe(0)
    expect((await find({}, '接口密钥')).total).toBeGreaterThan(2)
    expect((await auditor('GET', `/audit?filter=${encodeURIComponent('{"at":"x"}')}`)).status).toBe(400)
    const file = await auditor('GET', '/audit?format=csv')
    // As the page shows it, then as it was sealed.
    const [heads = '', ...lines] = String(file.body).split('\r\n')
    expect(heads).toContain(
      '编号,时间（北京时间）,经手人,动作,对象,内容,经手人（原记）,动作代码,对象（原记）,内容（原记）',
    )
    expect(lines[0]?.split(',')[1]).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/)
    const made = lines.find((line) => line.includes('account-create'))
    expect(made?.split(',').slice(2, 4)).toEqual(['admin的账号', '建账号'])
    expect((await find({ action: 'export', actor: 'watch的账号' })).rows[0].subject).toBe('审计日志')
  })

  test('is found by what actions are called, and by whom people are', async () => {
    await makeAccount(db, 'boss', ['director'], { person: 'P1', displayName: '营销总监的账号' })
    await signIn(app, 'boss')
    await db.transaction((within) =>
      record(within, { actor: '人事', action: 'look', subject: '绩效单 2026-11 P4' }),
    )
    await makeAccount(db, 'seeker', ['auditor'])
    const seeker = await signIn(app, 'seeker')
    await seeker('GET', '/audit?format=csv')
    const found = async (q: string): Promise<string[]> => {
      const { body } = await seeker('GET', `/audit?q=${encodeURIComponent(q)}`)
      return body.rows.map((row: Record<string, string>) => `${row.who} ${row.action} ${row.about}`)
    }
    expect(await found('导出')).toContain('seeker的账号 export 审计日志')
    expect(await found('export')).toContain('seeker的账号 export 审计日志')
    expect(await found('业务员乙')).toEqual(['人事 look 绩效单 2026-11 业务员乙（P4）'])
    expect(await found('总监')).toContain('营销总监的账号 sign-in 登录')
    expect(await found('没有这样的')).toEqual([])
  })

  test('what was refused reads in words, on the page and in the export; the request stays as it was sealed (X-6)', async () => {
    await makeAccount(db, 'curious', ['salesperson'])
    const curious = await signIn(app, 'curious')
    const id = await makeAccount(db, 'chosen', ['finance'])
    const [request] = await db.query<{ id: string }>(
      `insert into filing.request (product_code, reason, needs_agreement, proposed_by)
       select product_code, '试', true, '甲' from record.product order by 1 limit 1 returning request_id as id`,
    )
    const refused = [
      await curious('PUT', `/accounts/${id}/roles`, { roles: [], ownPassword: password }),
      await curious('GET', '/backups'),
      await curious('DELETE', '/records/receipt', { key: ['HT1', 'R1'], version: '1' }),
      await curious('POST', '/reviews/2026-10/raises/P1/decision', { approve: true }),
      await curious('POST', `/filings/${request?.id}/agree`),
    ]
    expect(refused.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403])
    const auditor = await signIn(app, 'watch')
    const filter = encodeURIComponent(JSON.stringify({ action: 'denied', actor: 'curious的账号' }))
    const { body } = await auditor('GET', `/audit?filter=${filter}`)
    const rows = body.rows.map(({ about, subject }: { about: string; subject: string }) => [about, subject])
    expect(rows).toEqual([
      ['修改“产品名录备案”：研发中心同意 — 净化机（A）', `POST /api/filings/${request?.id}/agree`],
      [
        '批准“月度考评”：第二人批准或不批准 — 2026-10 / 总监（P1）',
        'POST /api/reviews/2026-10/raises/P1/decision',
      ],
      ['删除“回款与退款”：删除一条记录 — 回款 / HT1 / R1', 'DELETE /api/records/receipt'],
      ['查看“备份与恢复”：备份的列表，和最近一次证实可以恢复是多久以前', 'GET /api/backups'],
      ['修改“用户与角色”：从今天起的角色，各从哪天到哪天 — chosen的账号', `PUT /api/accounts/${id}/roles`],
    ])
    const english = await auditor('GET', `/audit?filter=${filter}`, undefined, { 'accept-language': 'en' })
    expect(english.body.rows.at(-1).about).toBe('update account: accounts, roles — chosen的账号')
    const file = String((await auditor('GET', `/audit?filter=${filter}&format=csv`)).body)
    for (const [about, subject] of rows)
      expect(file).toMatch(new RegExp(`,${about},需要的权限：.*,denied,${subject},`))
    expect((await auditor('GET', `/audit?filter=${filter}&q=${encodeURIComponent('备份')}`)).body.total).toBe(
      1,
    )
  })

  test('who takes unusually much is shown (trust 32)', async () => {
    const { body: before } = await admin('GET', '/audit/overview')
    expect(before.alarms).toEqual([])
    const { body: settings } = await admin('GET', '/settings')
    await admin('PUT', '/settings', { ...settings, audit_alarm_count: 3 })
    const auditor = await signIn(app, 'watch')
    for (let i = 0; i < 3; i++) await auditor('GET', '/audit?format=csv')
    const { body } = await admin('GET', '/audit/overview')
    expect(body.alarms[0]).toMatchObject({ actor: 'watch的账号', exports: 5 })
    expect(Number(body.alarms[0].rows)).toBeGreaterThan(10)
  })

  test('tells nobody the pay they may not see in settlement; what was sealed stays (trust 6)', async () => {
    const adjustments = [{ adjustment_id: 7, person_no: 'P3', amount: '4321.5' }]
    await db.transaction(async (within) => {
      const actor = '财务'
      await record(within, {
        actor,
        action: 'adjust-approve',
        subject: '办法 2026-10',
        details: { adjustments },
      })
      const details = { format: 'csv', people: 4, total: '98765.4' }
      await record(within, { actor, action: 'export-payroll', subject: '办法 2026-10', details })
    })
    await makeAccount(db, 'deciding', ['director'])
    const filter = encodeURIComponent(JSON.stringify({ actor: '财务' }))
    const told = async (who: typeof admin) => {
      const { rows } = (await who('GET', `/audit?filter=${filter}&sort=at`)).body
      return rows.map(({ details }: { details: unknown }) => details)
    }
    expect(await told(admin)).toEqual([
      { adjustments: [{ adjustment_id: 7, person_no: 'P3' }] },
      { format: 'csv', people: 4 },
    ])
    const whole = [{ adjustments }, { format: 'csv', people: 4, total: '98765.4' }]
    for (const name of ['watch', 'deciding']) expect(await told(await signIn(app, name))).toEqual(whole)
    const filed = async (who: typeof admin) =>
      String((await who('GET', `/audit?filter=${filter}&format=csv`)).body)
    expect(await filed(admin)).not.toMatch(/4321|98765/)
    const auditors = await filed(await signIn(app, 'watch'))
    for (const amount of ['4321.5', '98765.4']) expect(auditors).toContain(amount)
  })

  test('is recomputed from its beginning on request', async () => {
    const done = await ended(admin, (await admin('POST', '/audit/verification')).body.job)
    expect(done.result.entries).toBeGreaterThan(10)
    expect((await admin('GET', '/audit/overview')).body.checked).toMatchObject({ whole: true })
  })
})
