/** What leaves as a file is what the page shows. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeAccount, signIn } from '../testing/accounts.ts'
import { type Administered, administered } from '../testing/administered.ts'

let its: Administered
beforeAll(async () => {
  its = await administered()
})
afterAll(() => its.close())

test('contracts come with their money, in the order of the list, its columns first', async () => {
  await makeAccount(its.db, 'boss', ['director', 'finance'])
  const boss = await signIn(its.app, 'boss')
  const { body: list } = await boss('GET', '/contracts?sort=-number')
  const { body: file } = await boss('GET', '/records/contract?sort=-number&format=csv')
  const [heads = '', ...lines] = String(file).replace('\ufeff', '').trim().split('\r\n')
  expect(heads.split(',').slice(6, 10)).toEqual(['营业额', '已收', '回款比例', '逾期未收'])
  const shown = list.rows.map(({ number, received, ratio, overdue }: Record<string, string>) =>
    [number, received, ratio ?? '', overdue].join(),
  )
  expect(shown.length).toBeGreaterThan(2)
  expect(lines.map((line) => [line.split(',')[0], ...line.split(',').slice(7, 10)].join())).toEqual(shown)
})
