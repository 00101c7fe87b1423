/** What does not fit about a request, field by field, in the reader's language; the schema library speaks to programmers. */
import type { z } from '@hono/zod-openapi'
import type { Language } from './services.ts'

type Issue = z.core.$ZodIssue

interface Words {
  readonly colon: string
  readonly stop: string
  readonly whole: string
  readonly missing: string
  readonly misfit: string
  readonly types: Readonly<Record<string, string>>
  readonly formats: Readonly<Record<string, string>>
  readonly atLeast: (bound: string, origin: string) => string
  readonly atMost: (bound: string, origin: string) => string
  readonly oneOf: (values: string) => string
  readonly unknown: (names: string) => string
}

const chinese: Words = {
  colon: '：',
  stop: '；',
  whole: '内容',
  missing: '没有填写',
  misfit: '写法不对',
  types: {
    string: '应当是文字',
    number: '应当是数字',
    int: '应当是整数',
    boolean: '应当是“是”或“否”',
    array: '应当是一个列表',
  },
  formats: {
    date: '应当写成 2026-01-31 这样的日期',
    datetime: '应当写成 2026-01-31T08:00:00Z 这样的时刻',
    url: '应当是完整的网址',
    email: '应当是邮箱地址',
  },
  atLeast: (bound, origin) =>
    `至少${origin === 'string' ? `要 ${bound} 个字` : countOr(origin, bound, '项', '是')}`,
  atMost: (bound, origin) =>
    `最多${origin === 'string' ? ` ${bound} 个字` : countOr(origin, bound, '项', '是')}`,
  oneOf: (values) => `只能是 ${values}`,
  unknown: (names) => `没有这一项：${names}`,
}

const english: Words = {
  colon: ': ',
  stop: '; ',
  whole: 'request',
  missing: 'is missing',
  misfit: 'is not written as it should be',
  types: {
    string: 'should be text',
    number: 'should be a number',
    int: 'should be a whole number',
    boolean: 'should be true or false',
    array: 'should be a list',
  },
  formats: {
    date: 'should be a date such as 2026-01-31',
    datetime: 'should be a moment such as 2026-01-31T08:00:00Z',
    url: 'should be a full address',
    email: 'should be an e-mail address',
  },
  atLeast: (bound, origin) => `at least ${bound}${countedIn(origin)}`,
  atMost: (bound, origin) => `at most ${bound}${countedIn(origin)}`,
  oneOf: (values) => `must be one of ${values}`,
  unknown: (names) => `unknown: ${names}`,
}

const countOr = (origin: string, bound: string, counted: string, is: string) =>
  origin === 'array' || origin === 'set' ? ` ${bound} ${counted}` : `${is} ${bound}`

const countedIn = (origin: string) =>
  origin === 'string' ? ' characters' : origin === 'array' || origin === 'set' ? ' entries' : ''

/** A check of our own says what it wants in both languages. */
export const saying = (zh: string, en: string): string => `${zh}\n${en}`

/** Every mistake, each with its field; `input` is what was sent. */
export function mistakes(issues: readonly Issue[], input: unknown, language: Language): string {
  const words = language === 'en' ? english : chinese
  return issues
    .slice(0, 10)
    .map(
      (issue) =>
        `${issue.path.map(String).join('.') || words.whole}${words.colon}${said(issue, input, words)}`,
    )
    .join(words.stop)
}

export const unknownField = (name: string, language: Language): string =>
  (language === 'en' ? english : chinese).unknown(name)

function said(issue: Issue, input: unknown, words: Words): string {
  const own = issue.message.split('\n')
  if (own.length === 2) return own[words === english ? 1 : 0] ?? words.misfit
  if (sentAt(issue.path, input) === undefined && issue.code !== 'unrecognized_keys') return words.missing
  if (issue.code === 'invalid_type') return words.types[issue.expected] ?? words.misfit
  if (issue.code === 'invalid_format') return words.formats[issue.format] ?? words.misfit
  if (issue.code === 'invalid_value') return words.oneOf(issue.values.map(String).join(', '))
  if (issue.code === 'unrecognized_keys') return words.unknown(issue.keys.join(', '))
  if (issue.code === 'too_big') return words.atMost(String(issue.maximum), issue.origin)
  if (issue.code !== 'too_small') return words.misfit
  const isBlank = issue.origin === 'string' && Number(issue.minimum) === 1
  return isBlank ? words.missing : words.atLeast(String(issue.minimum), issue.origin)
}

function sentAt(path: readonly PropertyKey[], input: unknown): unknown {
  return path.reduce<unknown>(
    (at, step) => (typeof at === 'object' && at !== null ? Reflect.get(at, step) : undefined),
    input,
  )
}
