/** What the name at a position is: its unit, where it comes from, its formula. Pure. */

import { clauseAt, functions, type Program, typeName } from '../../../../src/language/index.ts'
import type { Language } from '../../../i18n.ts'
import { pathAround, placeAt } from './place.ts'
import { type Meaning, meanings, noteIn } from './resolve.ts'

export interface Explanation {
  readonly from: number
  readonly to: number
  readonly title: string
  /** Unit or type. */
  readonly unit: string
  /** A formula, a note, a usage. */
  readonly text: string
  readonly clause?: string
  /** Where it is defined in the document. */
  readonly at?: number
}

export function explanationAt(
  read: Program,
  text: string,
  position: number,
  language: Language,
): Explanation | undefined {
  const place = placeAt(text, position)
  const path = place.formulas ? pathAround(text, position) : undefined
  if (!path) return undefined
  const { names, index, from, to } = path
  const name = names[index] ?? ''
  const called = functions.find((own) => own.names.includes(name) || own.names.includes(name.toUpperCase()))
  if (called && names.length === 1 && /^\s*[(（]/.test(text.slice(to)))
    return { from, to, title: called.names.join(' / '), unit: '', text: called.usage }
  const object = read.names.objects.find(({ label }) => label === place.object)
  const meaning = meanings(read, object, names)[index]
  return meaning && { from, to, ...about(read, meaning, language) }
}

export function about(read: Program, meaning: Meaning, language: Language): Omit<Explanation, 'from' | 'to'> {
  const label = (id: string) => read.names.objects.find((own) => own.id === id)?.label ?? id
  switch (meaning.kind) {
    case 'definition': {
      const { object, name, valueType, formula } = meaning.definition
      const clause = clauseAt(read.document, name.from)?.title
      return {
        title: `${object.label}.${name.text}`,
        unit: typeName(valueType, label),
        text: read.document.text.slice(formula.from, formula.to),
        at: name.from,
        ...(clause ? { clause } : {}),
      }
    }
    case 'field': {
      const { object, field } = meaning
      const { type } = field
      const unit =
        type.kind === 'number'
          ? type.unit
          : type.kind === 'reference'
            ? label(type.object)
            : { date: '日期', text: '文本', boolean: '是否' }[type.kind]
      return { title: `${object.label}.${field.label}`, unit, text: noteIn(field, language) ?? '' }
    }
    case 'rows':
      return { title: meaning.object.label, unit: '', text: noteIn(meaning.object, language) ?? '' }
    case 'table':
      return aboutTable(read, meaning.name)
    case 'cell':
      return { ...aboutTable(read, meaning.table), title: `${meaning.table}.${meaning.name}` }
  }
}

function aboutTable(read: Program, name: string): Omit<Explanation, 'from' | 'to'> {
  const table = read.document.tables.find((own) => own.name.text === name)
  const clause = table && clauseAt(read.document, table.from)?.title
  return {
    title: name,
    unit: '',
    text: table?.headings.map((heading) => heading.text).join('、') ?? '',
    ...(table ? { at: table.from } : {}),
    ...(clause ? { clause } : {}),
  }
}
