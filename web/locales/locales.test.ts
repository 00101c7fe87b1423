import { expect, test } from 'vitest'
import { roles } from '../../src/access/roles.ts'
import { en } from './en.ts'
import { zh } from './zh.ts'

type Texts = { readonly [key: string]: string | Texts }

function flat(texts: Texts, prefix = ''): readonly (readonly [string, string])[] {
  return Object.entries(texts).flatMap(([key, value]) =>
    typeof value === 'string' ? [[prefix + key, value] as const] : flat(value, `${prefix}${key}.`),
  )
}

const placeholders = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort()

test('both languages say the same things, with the same blanks to fill', () => {
  const [chinese, english] = [new Map(flat(zh)), new Map(flat(en))]
  expect([...english.keys()]).toEqual([...chinese.keys()])
  for (const [key, text] of chinese) {
    expect(placeholders(english.get(key) ?? ''), key).toEqual(placeholders(text))
    expect(text, key).not.toBe('')
  }
})

test('the English has no Chinese left in it', () => {
  expect(flat(en).filter(([, text]) => /[\u4e00-\u9fff]/.test(text))).toEqual([])
})

test('every role is called what the table of roles calls it', () => {
  expect(zh.role).toEqual(Object.fromEntries(Object.entries(roles).map(([id, { label }]) => [id, label])))
  expect(en.role).toEqual(Object.fromEntries(Object.entries(roles).map(([id, { english }]) => [id, english])))
})
