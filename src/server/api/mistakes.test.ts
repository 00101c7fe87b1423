import { z } from '@hono/zod-openapi'
import { expect, test } from 'vitest'
import { mistakes, saying } from './mistakes.ts'

const schema = z.strictObject({
  reason: z.string().min(1),
  count: z.coerce.number().int().max(5),
  on: z.iso.date(),
  status: z.enum(['open', 'closed']),
  names: z.array(z.string()).max(1),
  account: z.string().regex(/^\d+$/, saying('只有数字', 'has digits only')),
  code: z.string().regex(/^a$/),
})

const sent = {
  ...{ reason: '', count: 'many', on: '1 May', status: 'gone', names: ['a', 'b'] },
  ...{ account: 'x', code: 'b', extra: 1 },
}

const told = (input: unknown, language: 'zh' | 'en') =>
  mistakes(schema.safeParse(input).error?.issues ?? [], input, language).split(
    language === 'zh' ? '；' : '; ',
  )

test('every mistake is told with its field, in Chinese', () => {
  expect(told(sent, 'zh')).toEqual([
    'reason：没有填写',
    'count：应当是数字',
    'on：应当写成 2026-01-31 这样的日期',
    'status：只能是 open, closed',
    'names：最多 1 项',
    'account：只有数字',
    'code：写法不对',
    '内容：没有这一项：extra',
  ])
})

test('the same in English, without Chinese', () => {
  const all = told(sent, 'en')
  expect(all).toContain('account: has digits only')
  expect(all).toContain('names: at most 1 entries')
  expect(all.join()).not.toMatch(/[\u4e00-\u9fff]/)
})

test('what was not sent is missing, whatever it should have been', () => {
  expect(told({}, 'zh').every((one) => one.endsWith('：没有填写'))).toBe(true)
  expect(told(undefined, 'zh')).toEqual(['内容：没有填写'])
})
