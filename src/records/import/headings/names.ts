import type { Field, RecordObject, Vocabulary } from '../../../language/vocabulary.ts'
import { headingKey, readHeading } from './heading.ts'

/** What a heading may stand for in sheets of one object. */
export type Meaning =
  | { readonly kind: 'field'; readonly field: Field }
  /** The name of what a reference points to, beside or instead of its code: 客户名称 for 客户. */
  | { readonly kind: 'name'; readonly field: Field }
  /** Worked out by the system, so not imported. */
  | { readonly kind: 'derived'; readonly field: Field }
  /** Belongs to another object this one refers to: 签订日期 in a sheet of receipts. */
  | { readonly kind: 'elsewhere'; readonly object: RecordObject }
  /** Belongs to the sheet itself, such as its running numbers. */
  | { readonly kind: 'aside'; readonly why: string }

/** Headings of the two columns rejected rows come back with. They stay behind when the corrected rows are imported. */
export const rejectionHeadings = ['退回原因', '原行号'] as const

/**
 * Every heading that is understood in sheets of the object. Earlier sources win: the object's own words come before
 * words made from them, and those before words of other objects. A made word that could mean two fields means neither.
 */
export function headingNames(object: RecordObject, vocabulary: Vocabulary): ReadonlyMap<string, Meaning> {
  const names = new Map<string, Meaning>()
  const add = (words: Iterable<readonly [string, Meaning]>) => {
    for (const [word, meaning] of unambiguous(words)) if (!names.has(word)) names.set(word, meaning)
  }
  const own = object.fields.filter((field) => field.derived !== true)
  const derived = object.fields.filter((field) => field.derived === true)
  add(own.map((field) => [key(field.label), { kind: 'field', field }]))
  add(own.flatMap((field) => ownWords(field).map((word) => [word, meaningOf(field, word)] as const)))
  add(
    own.flatMap((field) => madeWords(field, object).map((word) => [word, { kind: 'field', field }] as const)),
  )
  add(own.flatMap((field) => nameWords(field, object, vocabulary)))
  add(
    derived.flatMap((field) =>
      [key(field.label), ...ownWords(field)].map((word) => [word, { kind: 'derived', field }] as const),
    ),
  )
  add([[key('序号'), { kind: 'aside', why: '表内序号' }]])
  add(rejectionHeadings.map((heading) => [key(heading), { kind: 'aside', why: '退回时附加的列' }]))
  add(wordsElsewhere(own, object, vocabulary))
  return names
}

/** 客户名称 is given by the vocabulary as a heading of 客户, yet holds a name. */
function meaningOf(field: Field, word: string): Meaning {
  const named = field.type.kind === 'reference' && /(名称|姓名|全称|简称)$/.test(word)
  return { kind: named ? 'name' : 'field', field }
}

function key(word: string): string {
  return headingKey(readHeading(word).name)
}

function unambiguous(words: Iterable<readonly [string, Meaning]>): Map<string, Meaning> {
  const found = new Map<string, Meaning>()
  const twice = new Set<string>()
  for (const [word, meaning] of words) {
    const before = found.get(word)
    if (before !== undefined && subject(before) !== subject(meaning)) twice.add(word)
    found.set(word, meaning)
  }
  for (const word of twice) found.delete(word)
  return found
}

function subject(meaning: Meaning): unknown {
  return 'field' in meaning ? meaning.field : meaning.kind
}

function ownWords(field: Field): string[] {
  return [...(field.aliases ?? []), field.id, field.english].map(key)
}

/** 入职日 is also 入职日期; 客户 is also 客户编号; the 名称 of a 产品 is also 产品名称. */
function madeWords(field: Field, object: RecordObject): string[] {
  const words = [`${object.label}${field.label}`]
  if (field.type.kind === 'date' && field.label.endsWith('日'))
    words.push(`${field.label}期`, `${field.label.slice(0, -1)}时间`)
  if (field.type.kind === 'boolean')
    words.push(`是否${field.label.replace(/^[是有]/, '')}`, `是否${field.label}`)
  if (field.type.kind === 'reference')
    words.push(...['编码', '编号', '代码', '工号'].map((end) => field.label + end))
  return words.map(key)
}

function nameWords(field: Field, object: RecordObject, vocabulary: Vocabulary): [string, Meaning][] {
  const target = referred(field, vocabulary)
  const name = target === undefined ? undefined : nameField(target)
  if (target === undefined || name === undefined) return []
  const words = [`${field.label}名称`, `${field.label}姓名`, `${field.label}名`]
  // 姓名 alone is the name of the one person a row is about, not of any person it mentions.
  const about = object.fields.filter(
    (other) => referred(other, vocabulary) === target && other.derived !== true,
  )
  const main = about.find((other) => other.columns.every((column) => object.key.includes(column))) ?? about[0]
  if (main === field)
    words.push(
      ...(name.aliases ?? []),
      `${target.label}${name.label}`,
      ...(name.label === '名称' ? [] : [name.label]),
    )
  return words.map((word) => [key(word), { kind: 'name', field }])
}

export function referred(field: Field, vocabulary: Vocabulary): RecordObject | undefined {
  const { type } = field
  return type.kind === 'reference'
    ? vocabulary.objects.find((object) => object.id === type.object)
    : undefined
}

/** The field by which a person knows a row of the object, beside its code. */
export function nameField(object: RecordObject): Field | undefined {
  return object.fields.find(
    (field) =>
      field.id === 'name' && field.type.kind === 'text' && !object.key.includes(field.columns[0] ?? ''),
  )
}

function wordsElsewhere(
  own: readonly Field[],
  object: RecordObject,
  vocabulary: Vocabulary,
): [string, Meaning][] {
  const targets = new Set(own.map((field) => referred(field, vocabulary)))
  return [...targets].flatMap((target): [string, Meaning][] => {
    if (target === undefined || target === object) return []
    const words = target.fields.flatMap((field) => {
      if (referred(field, vocabulary) !== undefined) {
        return [field.label, ...(field.aliases ?? []), `${field.label}名称`, `${field.label}姓名`]
      }
      // 类型 or 状态 alone more likely speaks of the row itself, so it stays unknown.
      const long = [field.label, ...(field.aliases ?? [])].filter((word) => word.length > 2)
      return [`${target.label}${field.label}`, ...long]
    })
    return words.map((word) => [key(word), { kind: 'elsewhere', object: target }])
  })
}
