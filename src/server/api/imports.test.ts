import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Role } from '../../access/roles.ts'
import type { Database } from '../../records/database.ts'
import { sweepUploads } from '../../records/import/uploads.ts'
import { readSheet } from '../../records/sheet/read.ts'
import { rawWorkbook } from '../../records/sheet/testing.ts'
import { smallCompany } from '../../records/testing/company.ts'
import { makeAccount, password } from '../testing/accounts.ts'
import { ended } from '../testing/jobs.ts'
import { type Caller, caller, cookiesOf, ownAddress, testApi, testServices } from '../testing/services.ts'
import type { Services } from './services.ts'

let db: Database
let services: Services
let app: ReturnType<typeof testApi>

interface Person {
  readonly call: Caller
  /** Sends a file as the pages do: the bytes are the body. */
  readonly send: (
    name: string,
    bytes: Uint8Array | string,
  ) => Promise<{
    status: number
    body: Record<string, never> & { id: string; code: string; sheets: never[] }
  }>
  readonly download: (path: string) => Promise<{ status: number; bytes: Buffer; name: string }>
}

async function signedIn(name: string, role: Role): Promise<Person> {
  await makeAccount(db, name, [role], { displayName: name })
  const answer = await caller(app)('POST', '/session', { name, password })
  const cookie = cookiesOf(answer.headers)
  const headers = { host: new URL(ownAddress).host, 'x-requested-with': 'hengji', cookie }
  return {
    call: caller(app, cookie),
    send: async (file, bytes) => {
      const query = new URLSearchParams({ name: file })
      const response = await app.request(`${ownAddress}/api/imports/uploads?${query}`, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/octet-stream' },
        body: Buffer.from(bytes),
      })
      return { status: response.status, body: (await response.json()) as never }
    },
    download: async (path) => {
      const response = await app.request(`${ownAddress}/api${path}`, { headers })
      return {
        status: response.status,
        bytes: Buffer.from(await response.arrayBuffer()),
        name: decodeURIComponent(response.headers.get('content-disposition') ?? ''),
      }
    },
  }
}

let finance: Person
let administration: Person
let auditor: Person
let seller: Person

beforeAll(async () => {
  db = await smallCompany('postgres')
  services = await testServices(db)
  app = testApi(services)
  finance = await signedIn('caiwu', 'finance')
  administration = await signedIn('xingzheng', 'administration')
  auditor = await signedIn('shenji', 'auditor')
  seller = await signedIn('yewu', 'salesperson')
})
afterAll(async () => {
  await services.jobs.stop()
  await db.close()
})

const csv = (...lines: string[]) => `${lines.join('\n')}\n`
const receiptHead = '合同编号,回款单号,收款日期,回款金额,款项类别'

/** What stands against a file when it is checked; null when nothing does. */
async function checkedError(person: Person, name: string, content: string) {
  const sent = await person.send(name, content)
  expect(sent.status, JSON.stringify(sent.body)).toBe(200)
  const job = await finished(person, await person.call('POST', `/imports/uploads/${sent.body.id}/check`))
  return job.error
}

async function finished(person: Person, answer: { status: number; body: { job: string } }) {
  expect(answer, JSON.stringify(answer.body)).toMatchObject({ status: 202 })
  return ended(person.call, answer.body.job)
}

const check = async (person: Person, id: string) =>
  finished(person, await person.call('POST', `/imports/uploads/${id}/check`))

/** Check, confirm what was found, import. */
async function importAll(person: Person, id: string) {
  const checked = await check(person, id)
  if (checked.status !== 'done') return checked
  const { body } = await person.call('GET', `/imports/uploads/${id}`)
  const { digest } = body.checked
  return finished(person, await person.call('POST', `/imports/uploads/${id}/import`, { digest }))
}

const count = async (table: string) =>
  (await db.query<{ n: number }>(`select count(*)::int as n from record.${table}`))[0]?.n

describe('three steps', () => {
  test('nothing is written before what would change is confirmed; totals and rejected rows come back (M-5.1, trust 41)', async () => {
    const file = csv(
      receiptHead,
      'C1,N1,2026-11-20,100.10,其他',
      'C1,R2,2026-10-30,250,验收款',
      'C1,R1,2026-10-09,300,订金',
      'C9,N2,2026-11-20,5,其他',
      'C2,N3,2026-13-20,7,其他',
      '合计,,,700,',
    )
    const sent = await finance.send('回款.csv', file)
    expect(sent).toMatchObject({ status: 200 })
    const { id } = sent.body
    expect(sent.body.sheets).toMatchObject([
      { name: '回款', state: 'ready', object: 'receipt', by: 'name', may: true },
    ])
    const before = await count('receipt')
    const job = await check(finance, id)
    expect(job).toMatchObject({
      status: 'done',
      result: { read: 5, accepted: 3, rejected: 2, importId: null },
    })
    expect(await count('receipt')).toBe(before)
    const { body: checked } = await finance.call('GET', `/imports/uploads/${id}`)
    const [sheet] = checked.checked.sheets
    expect(sheet).toMatchObject({ read: 5, accepted: 3, rejected: 2, added: 1, changed: 1, unchanged: 1 })
    expect(sheet.samples.changed).toMatchObject([
      { row: 3, values: { 金额: '250' }, before: { 金额: '200', 回款单号: 'R2' } },
    ])
    expect(sheet.rejections.map(({ row }: { row: number }) => row)).toEqual([5, 6])
    expect(sheet.warnings.join()).toMatch(/合计.*700.*请核对是否漏行/)
    expect(sheet.sums).toEqual([{ heading: '回款金额', unit: '元', read: '662.1', accepted: '650.1' }])

    const { digest } = checked.checked
    const done = await finished(
      finance,
      await finance.call('POST', `/imports/uploads/${id}/import`, { digest }),
    )
    expect(done).toMatchObject({ status: 'done', result: { read: 5, accepted: 3, rejected: 2 } })
    expect(await count('receipt')).toBe((before ?? 0) + 1)
    const { body: history } = await finance.call('GET', '/imports')
    expect(history.rows[0]).toMatchObject({
      name: '回款.csv',
      imported_by: 'caiwu',
      read: 5,
      accepted: 3,
      rejected: 2,
    })
    const { body: detail } = await auditor.call('GET', `/imports/${done.result.importId}`)
    expect(detail.sheets[0]).toMatchObject({ read: 5, rejections: [{ row: 5 }, { row: 6 }] })

    const book = await finance.download(`/imports/uploads/${id}/rejected`)
    expect(book.name).toContain('回款-未收下.xlsx')
    const [rejected] = (await readSheet({ name: 'r.xlsx', bytes: book.bytes })).sheets
    expect(rejected?.rows.map(({ values }) => values.map(({ text }) => text).slice(0, 2))).toEqual([
      ['C9', 'N2'],
      ['C2', 'N3'],
    ])
    expect(await finance.call('POST', `/imports/uploads/${id}/import`, { digest })).toMatchObject({
      body: { code: 'upload_over' },
    })
  })

  test('what a person says about sheets and columns counts, and what was checked before no longer holds', async () => {
    const sent = await finance.send(
      '表.csv',
      csv('合同编号,回款的单号,到账日期,到账金额,性质', 'C1,Z1,2026-11-20,1,其他'),
    )
    expect(sent.body.sheets).toMatchObject([{ state: 'open', object: null }])
    const { id } = sent.body
    const choose = (sheets: object[], allOrNothing = false) =>
      finance.call('PATCH', `/imports/uploads/${id}`, { sheets, allOrNothing })
    const base = { name: '表', object: 'receipt', ignore: [], columns: [] }
    const open = await choose([base])
    const [sheet] = open.body.sheets
    expect(sheet).toMatchObject({ state: 'open', object: 'receipt', by: 'person' })
    const unknown = sheet.columns.find(({ heading }: { heading: string }) => heading === '回款的单号')
    expect(unknown).toMatchObject({ field: null, samples: ['Z1'] })
    expect(unknown.suggestions).toContain('回款单号')
    const named = {
      ...base,
      columns: [
        { heading: '回款的单号', field: '回款单号' },
        { heading: '性质', field: '款项类别' },
      ],
    }
    expect((await choose([named])).body.sheets[0]).toMatchObject({ state: 'ready', problems: [] })
    await check(finance, id)
    const { digest } = (await finance.call('GET', `/imports/uploads/${id}`)).body.checked
    await choose([named], true)
    expect(await finance.call('POST', `/imports/uploads/${id}/import`, { digest })).toMatchObject({
      status: 409,
      body: { code: 'import_not_checked' },
    })
    expect(
      await choose([{ ...base, columns: [{ heading: '__proto__', field: 'constructor' }] }]),
    ).toMatchObject({
      status: 200,
    })
  })

  test('all or nothing: one bad row and nothing is written; the rows can be fetched', async () => {
    const { body } = await finance.send(
      '回款.csv',
      csv(receiptHead, 'C1,A1,2026-11-20,1,其他', 'C9,A2,2026-11-20,1,其他'),
    )
    await finance.call('PATCH', `/imports/uploads/${body.id}`, { sheets: [], allOrNothing: true })
    const before = await count('receipt')
    expect(await importAll(finance, body.id)).toMatchObject({
      status: 'done',
      result: { importId: null, rejected: 1 },
    })
    expect(await count('receipt')).toBe(before)
    expect((await finance.download(`/imports/uploads/${body.id}/rejected`)).status).toBe(200)
    expect((await finance.call('GET', `/imports/uploads/${body.id}`)).body.status).toBe('open')
  })

  test('a withdrawn file is gone from the disk, and old ones go by themselves', async () => {
    const folder = join(services.folder, 'uploads')
    const { body } = await finance.send('回款.csv', csv(receiptHead, 'C1,A1,2026-11-20,1,其他'))
    const kept = (await readdir(folder)).length
    expect((await finance.call('DELETE', `/imports/uploads/${body.id}`)).status).toBe(200)
    expect((await readdir(folder)).length).toBe(kept - 1)
    expect(await finance.call('POST', `/imports/uploads/${body.id}/check`)).toMatchObject({
      body: { code: 'upload_over' },
    })
    await db.exec(`update import.upload set uploaded_at = now() - interval '31 days'`)
    await sweepUploads(db, services.folder)
    expect(await readdir(folder)).toEqual([])
    const { body: gone } = await finance.call('GET', '/imports/uploads')
    expect(gone.rows).toEqual([])
  })
})

describe('what is sent is not trusted', () => {
  test('a name with a path is a name, and the file has another on disk (trust 25)', async () => {
    for (const name of [
      '../../../../etc/回款.csv',
      '..\\..\\回款.csv',
      '/etc/passwd/回款.csv',
      '回款.csv\u0000.exe',
    ]) {
      const { status, body } = await finance.send(name, csv(receiptHead, 'C1,A1,2026-11-20,1,其他'))
      expect(status).toBe(200)
      expect(body.name).not.toMatch(/[/\\\0]/)
    }
    const files = await readdir(join(services.folder, 'uploads'))
    for (const file of files) expect(file).toMatch(/^[0-9a-f-]{36}$/)
    await db.exec(`update import.upload set uploaded_at = now() - interval '31 days'`)
    await sweepUploads(db, services.folder)
  })

  test('what unpacks to far more, is no table, or too large is refused and does not stay (trust 27, ASVS 5.2)', async () => {
    const rows = '<row><c><v>1</v></c></row>'.repeat(800_000)
    const bomb = await rawWorkbook({ sheets: [{ rows }] })
    const bytes = typeof bomb === 'object' && 'bytes' in bomb ? bomb.bytes : Buffer.alloc(0)
    expect(await finance.send('回款.xlsx', bytes)).toMatchObject({ status: 413, body: { code: 'file_bomb' } })
    expect(await finance.send('回款.xlsx', '<html><body>')).toMatchObject({
      body: { code: 'file_wrong_type' },
    })
    expect(await finance.send('回款.csv', '')).toMatchObject({ body: { code: 'file_empty' } })
    expect(await readdir(join(services.folder, 'uploads'))).toEqual([])
    expect(await db.query(`select 1 as one from import.upload where stored_as is not null`)).toEqual([])
  })

  test('formulas come back as texts, and 18 digits stay 18 digits (trust 42)', async () => {
    const { body } = await administration.send(
      '员工.csv',
      csv('工号,姓名,入职日期', '=cmd|calc,坏公式,不是日期', '310101199001011234,长号,2026-11-01'),
    )
    await check(administration, body.id)
    const book = await administration.download(`/imports/uploads/${body.id}/rejected`)
    const [sheet] = (await readSheet({ name: 'r.xlsx', bytes: book.bytes })).sheets
    expect(sheet?.rows[0]?.values[0]).toMatchObject({ kind: 'text', text: '=cmd|calc' })
    expect(book.bytes.includes('<f>')).toBe(false)
    expect(await importAll(administration, body.id)).toMatchObject({ result: { accepted: 1 } })
    expect(await db.query(`select person_no from record.person where name = '长号'`)).toEqual([
      { person_no: '310101199001011234' },
    ])
  })
})

describe('who may', () => {
  const people = csv('工号,姓名,入职日期', 'N1,新人,2026-11-01')

  test('others than the two departments have no part in it, and the auditor only looks', async () => {
    expect((await seller.send('员工.csv', people)).status).toBe(403)
    expect((await auditor.send('员工.csv', people)).status).toBe(403)
    for (const path of [
      '/imports',
      '/imports/uploads',
      '/imports/objects',
      '/imports/templates/person',
      '/imports/1/undo',
    ])
      expect([path, (await seller.call('GET', path)).status]).toEqual([path, 403])
    expect((await auditor.call('GET', '/imports')).status).toBe(200)
    expect((await auditor.call('POST', '/imports/1/undo')).status).toBe(403)
  })

  test('finance does not bring in people, administration no receipts', async () => {
    const { body } = await finance.send('员工.csv', people)
    expect(body.sheets).toMatchObject([{ object: 'person', may: false }])
    expect(await finance.call('POST', `/imports/uploads/${body.id}/check`)).toMatchObject({
      status: 403,
      body: { code: 'import_not_yours', message: expect.stringContaining('“员工”') },
    })
    const receipts = await administration.send('回款.csv', csv(receiptHead, 'C1,A1,2026-11-20,1,其他'))
    expect(await administration.call('POST', `/imports/uploads/${receipts.body.id}/check`)).toMatchObject({
      body: { code: 'import_not_yours' },
    })
    expect((await finance.call('GET', '/imports/templates/person')).status).toBe(403)
    expect((await administration.download('/imports/templates/person')).status).toBe(200)
    const { body: mine } = await finance.call('GET', '/imports/objects')
    const ids = mine.objects.map(({ id }: { id: string }) => id)
    expect(ids).toContain('receipt')
    expect(ids).not.toContain('fixed_pay')
  })

  test('who may only correct cannot add: found out by what the file does', async () => {
    const head = '合同编号,类型,客户,部门,业务员,签订日,营业额'
    const line = (no: string, amount: string) => `${no},直营购销合同,K2,CP,P2,2026-10-10,${amount}`
    const adding = await administration.send('合同.csv', csv(head, line('C77', '1')))
    expect(await check(administration, adding.body.id)).toMatchObject({
      status: 'failed',
      error: { code: 'import_not_yours' },
    })
    const correcting = await administration.send('合同.csv', csv(head, line('C2', '2411')))
    expect(await importAll(administration, correcting.body.id)).toMatchObject({
      status: 'done',
      result: { accepted: 1 },
    })
  })

  test('M-5.3 a sheet cannot approve a raise, and M-5.4 a month somebody signed for takes no scores', async () => {
    const raise = csv('工号,期间,加分,理由,申请人,批准人', 'P2,2026-09,2,签下大单,P4,P1')
    expect(await checkedError(administration, '超常加分.csv', raise)).toMatchObject({
      code: 'import_approved',
    })
    await db.exec(`
      insert into settlement.policy_version (policy, version, document, digest, period_length, published_by)
        values ('考评', '1', '', '', 'month', 'test');
      insert into settlement.run (version_id, policy, period, status, started_by, reviewed_by, snapshot_at, policy_digest,
          result_digest, problems, sites)
        select version_id, policy, '2026-08', 'calculated', 'a', null, now(), '', '', 0, '[]' from settlement.policy_version;
      update settlement.run set status = 'reviewed', reviewed_by = 'b', reviewed_at = now()`)
    const score = (month: string) => csv('工号,指标,期间,分数', `P2,客户投诉率,${month},9`)
    expect(await checkedError(administration, '月度评分.csv', score('2026-08'))).toMatchObject({
      code: 'review_sealed',
    })
    expect(await checkedError(administration, '月度评分.csv', score('2026-07'))).toBeNull()
  })

  test("another's upload is not there", async () => {
    const { body } = await finance.send('回款.csv', csv(receiptHead, 'C1,A1,2026-11-20,1,其他'))
    for (const [method, path] of [
      ['GET', ''],
      ['DELETE', ''],
      ['POST', '/check'],
      ['GET', '/rejected'],
    ] as const)
      expect((await administration.call(method, `/imports/uploads/${body.id}${path}`)).status).toBe(404)
  })

  test('an import is taken back once, by who may remove such records, and it is on record (X-6)', async () => {
    const { body } = await finance.send(
      '回款.csv',
      csv(receiptHead, 'C2,U1,2026-11-20,1,其他', 'C2,R1,2026-10-10,411,订金'),
    )
    const { result } = await importAll(finance, body.id)
    const plan = await finance.call('GET', `/imports/${result.importId}/undo`)
    expect(plan.body).toMatchObject({
      objects: [{ object: 'receipt', removed: 1, restored: 1 }],
      reasons: [],
    })
    expect((await administration.call('POST', `/imports/${result.importId}/undo`)).status).toBe(403)
    expect((await finance.call('POST', `/imports/${result.importId}/undo`)).status).toBe(200)
    expect(
      await db.query(`select amount from record.receipt where contract_no = 'C2' and receipt_no = 'R1'`),
    ).toEqual([{ amount: '410' }])
    expect(await finance.call('POST', `/imports/${result.importId}/undo`)).toMatchObject({
      status: 409,
      body: { code: 'import_undone' },
    })
    const [entry] = await db.query(
      `select actor, subject from audit.entry where action = 'undo-import' order by entry_id desc limit 1`,
    )
    expect(entry).toEqual({ actor: 'caiwu', subject: '回款.csv' })
  })

  test('a file on disk that nobody knows of is left only for a while', async () => {
    const folder = join(services.folder, 'uploads')
    await mkdir(folder, { recursive: true })
    await writeFile(join(folder, 'not-ours.txt'), 'x')
    await sweepUploads(db, services.folder)
    expect(await readdir(folder)).toContain('not-ours.txt')
  })
})
