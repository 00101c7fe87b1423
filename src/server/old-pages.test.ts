import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadSampleCompany } from '../../samples/load-company.ts'
import { parsePeriod } from '../language/index.ts'
import type { Database } from '../records/database.ts'
import { freshDatabase } from '../records/testing/server.ts'
import { versionFor } from '../settlement/policy-version.ts'
import { settle } from '../settlement/settle.ts'
import { amount } from './format.ts'
import { oldPages } from './old-pages.ts'
import { testServices } from './testing/services.ts'

let db: Database
let app: ReturnType<typeof oldPages>
const bugs: unknown[] = []
let stop: () => Promise<void>

beforeAll(async () => {
  db = await freshDatabase('pglite')
  const services = await testServices(db, (error) => bugs.push(error))
  await loadSampleCompany(db, () => {})
  app = oldPages(services)
  stop = services.jobs.stop
})
afterAll(async () => {
  await stop()
  await db.close()
})

function ask(path: string, headers: Record<string, string> = {}, method = 'GET') {
  return app.request(`http://127.0.0.1:4870${path}`, {
    method,
    headers: { host: '127.0.0.1:4870', ...headers },
  })
}

async function page(path: string): Promise<string> {
  const answer = await ask(path)
  expect(answer.status).toBe(200)
  return answer.text()
}

/** A column of the people of a month, straight from the stored results. */
async function stored(month: string, name: string): Promise<{ key: string; value: string }[]> {
  const period = parsePeriod(month)
  if (!period) throw new Error(month)
  const { id, program } = await versionFor(db, period)
  const definition = program.definitions.find((own) => own.object.id === 'person' && own.name.text === name)
  return db.query(
    `select r."K1" as key, r."${definition?.id}"::text as value from settlement."v${id}_person" r
     join settlement.run using (run_id) where period = $1 order by 1`,
    [month],
  )
}

async function total(month: string, name: string): Promise<string> {
  const period = parsePeriod(month)
  if (!period) throw new Error(month)
  const { id, program } = await versionFor(db, period)
  const definition = program.definitions.find((own) => own.object.id === 'person' && own.name.text === name)
  const [row] = await db.query<{ sum: string }>(
    `select sum("${definition?.id}")::text as sum from settlement."v${id}_person" join settlement.run using (run_id) where period = $1`,
    [month],
  )
  return amount(row?.sum ?? '')
}

describe('the month', () => {
  test('the first page shows the last month with the totals stored in the database', async () => {
    const text = await page('/')
    expect(text).toContain('2026年12月')
    expect(text).toContain('草稿')
    for (const name of ['应发工资', '提成合计']) expect(text).toContain(await total('2026-12', name))
    const [run] = await db.query<{ result_digest: string }>(
      `select result_digest from settlement.run where period = '2026-12'`,
    )
    expect(text).toContain(run?.result_digest)
  })

  test('every person is listed with their amount', async () => {
    const text = await page('/?month=2026-07')
    expect(text).toContain('已关账')
    const rows = await stored('2026-07', '应发工资')
    expect(rows.length).toBeGreaterThan(50)
    for (const { key, value } of rows) {
      const row = new RegExp(`/statements/2026-07/${key}"[\\s\\S]*?</tr>`).exec(text)?.[0]
      expect(row).toContain(amount(value))
    }
  })

  test('the list is filtered by the address, and its total with it', async () => {
    const text = await page(`/?month=2026-12&q=${encodeURIComponent('程磊')}`)
    expect([...text.matchAll(/<th scope="row"><a/g)]).toHaveLength(1)
    const [own] = (await stored('2026-12', '应发工资')).filter(({ key }) => key === '0013')
    expect(/<tfoot>[\s\S]*<\/tfoot>/.exec(text)?.[0]).toContain(amount(own?.value ?? ''))
    expect(await page('/?q=nobody-is-called-this')).toContain('没有符合条件的人')
  })

  test('sorting is in the address and turns round', async () => {
    const order = async (query: string) =>
      [...(await page(`/?month=2026-12&${query}`)).matchAll(/\/statements\/2026-12\/(\d+)/g)].map(
        ([, key]) => key,
      )
    const up = await order('sort=number&order=asc')
    expect(up).toEqual(up.toSorted())
    expect(await order('sort=number&order=desc')).toEqual(up.toReversed())
  })

  test.each([
    'sort=name;drop table record.person',
    'sort=__proto__',
    'order=x&x=1&q=',
    'sort=item99&unit=',
    'lang=<b>',
  ])('what is not understood in an address is left out: %s', async (query) =>
    expect(await page(`/?${query}`)).toContain('2026年12月'),
  )

  test('English is one click away and stays', async () => {
    const text = await page('/?lang=en')
    expect(text).toContain('<html lang="en">')
    expect(text).toContain('Total payable')
    const links = [...text.matchAll(/href="(\/statements[^"]*)"/g)].map(([, link]) => link)
    expect(links.length).toBeGreaterThan(50)
    expect(links.every((link) => link?.endsWith('?lang=en'))).toBe(true)
  })
})

describe('M-6.2 the statement', () => {
  test('shows the amount, every item, its formula, its clause and its value', async () => {
    const text = await page('/statements/2026-12/0009')
    for (const name of ['应发工资', '固定工资考评后', '团队业绩奖', '计发提成', '最低工资补足']) {
      const own = (await stored('2026-12', name)).find(({ key }) => key === '0009')
      expect(text).toContain(name)
      expect(text).toContain(amount(own?.value ?? ''))
    }
    expect(text).toContain('团队业绩奖 = 如果(岗位 = &quot;业务经理&quot;, 合计(所带业务组.团队业绩奖), 0)')
    expect(text).toMatch(/href="\/policy\/1#clause-\d+">第十五条 绩效工资单/)
    expect(text).toContain('比2026年11月')
  })

  test('a person reaches a receipt in three openings, and the file it came from', async () => {
    const find = async (from: string, pattern: RegExp) => {
      const link = [...(await page(from)).matchAll(/href="([^"]*)"/g)]
        .map(([, href]) => (href ?? '').replaceAll('&amp;', '&'))
        .find((href) => pattern.test(decodeURIComponent(href)))
      return link ?? expect.fail(`no ${pattern} on ${from}`)
    }
    const share = await find('/statements/2026-12/0013', /^\/why\/2026-12\/credit_share\/销售提成/)
    const contract = await find(share, /^\/why\/2026-12\/contract\/本月提成额/)
    const receipt = await find(contract, /^\/records\/2026-12\/receipt/)
    const text = await page(receipt)
    expect(text).toMatch(/来自文件“回款流水\.csv”第 \d+ 行/)
    expect(text).toContain('href="/statements/2026-12/0013"')
  })

  test('people in every position have one', async () => {
    const rows = await stored('2026-10', '应发工资')
    for (const { key } of rows.filter((_, at) => at % 7 === 0)) await page(`/statements/2026-10/${key}`)
  })
})

describe('the policy', () => {
  test('is a document with its clauses, tables and formulas', async () => {
    const text = await page('/policy')
    expect(text).toContain('营销及售后中心业绩考核管理办法')
    expect(text).toMatch(/<h4 id="clause-\d+">第七条 回款率<\/h4>/)
    expect(text).toContain('<p class="caption">表 3：基本提成比例</p>')
    expect(text).toContain('<td>主营产品</td>')
    expect(text).toMatch(/<dfn id="contract-L\d+">本月提成额<\/dfn>/)
    expect(text).not.toContain('```')
    expect(text).not.toContain('应付项:')
  })

  test('every clause a statement points to is there', async () => {
    const statement = await page('/statements/2026-12/0009')
    const policy = await page('/policy/1')
    const anchors = [...statement.matchAll(/\/policy\/1#([^"]+)"/g)].map(([, anchor]) => anchor)
    expect(anchors.length).toBeGreaterThan(5)
    for (const anchor of anchors) expect(policy).toContain(`id="${anchor}"`)
  })
})

describe('what is asked for wrongly', () => {
  test.each([
    '/nope',
    '/statements/2026-12/9999',
    '/statements/2026-12/0013%27%20or%201=1',
    '/statements/2026-12/..%2F..%2Fetc%2Fpasswd',
    '/statements/2025-12/0013',
    '/why/2026-12/contract/%E6%B2%A1%E6%9C%89?key=CP-2026-0253',
    '/why/2026-12/contract/%E5%9B%9E%E6%AC%BE%E7%8E%87?key=nothing',
    '/why/2026-12/contract/%E5%9B%9E%E6%AC%BE%E7%8E%87',
    '/records/2026-12/__proto__?key=1',
    '/records/2026-12/receipt?key=1&key=2&key=3',
    '/policy/2',
    '/policy/1%3Bselect',
    '/problems/2026-01-01x',
    '/?month=2031-01',
    '//example.com/statements',
  ])('%s is not found', async (path) => {
    const answer = await ask(path)
    expect([400, 404]).toContain(answer.status)
    const text = await answer.text()
    expect(text).toContain('回到首页')
    expect(text).not.toMatch(/href="\/\//)
    expect(text).not.toMatch(/settlement\.|node_modules|at \w+ \(/)
  })

  test('a path that is no text is not found either', async () => {
    expect([400, 404]).toContain((await ask('/statements/2026-12/%E0%A4%A')).status)
  })

  test('nothing of this was a bug', () => expect(bugs).toEqual([]))
})

describe('records that are hostile or incomplete', () => {
  beforeAll(async () => {
    await db.query(`update record.person set name = $1 where person_no = '0013'`, [
      `<script>alert(1)</script>"'><img src=x onerror=alert(2)>`,
    ])
    await db.query(`update record.unit set name = $1 where unit_code = 'CP'`, [`产品"><svg onload=alert(3)>`])
    await db.exec('delete from record.base_price; delete from record.catalogue_filing')
    const period = parsePeriod('2026-12')
    if (!period) throw new Error('no December')
    await settle(db, { version: await versionFor(db, period), period, actor: '测试' })
  })

  test.each(['/', '/statements/2026-12/0013', `/?q=${encodeURIComponent('"><script>alert(4)</script>')}`])(
    '%s shows them as the text they are',
    async (path) => {
      const text = await page(path)
      expect(text).not.toMatch(/<script|<img|<svg onload/i)
      expect(text).toContain('&lt;')
    },
  )

  test('problems are listed by cause, each with a way to its reason, and counted on the first page', async () => {
    const [run] = await db.query<{ problems: number }>(
      `select problems from settlement.run where period = '2026-12'`,
    )
    expect(run?.problems).toBeGreaterThan(0)
    const text = await page('/problems/2026-12')
    expect(text).toContain('产品在签订日没有备案，请先补办备案或更正产品')
    const link = /href="(\/why\/2026-12\/contract_line\/[^"]+)"/.exec(text)?.[1]?.replaceAll('&amp;', '&')
    expect(await page(link ?? '')).toContain('算不出来')
    expect(await page('/')).toContain(`${run?.problems} 个`)
  })

  test('a person who cannot be paid yet has a statement that says so', async () => {
    const missing = (await stored('2026-12', '应发工资')).find(({ value }) => value === null)
    expect(missing).toBeDefined()
    expect(await page(`/statements/2026-12/${missing?.key}`)).toContain('—')
    expect(bugs).toEqual([])
  })
})
