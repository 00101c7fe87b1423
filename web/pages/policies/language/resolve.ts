/** What the names in a formula stand for: to link them, explain them and complete them. Pure. */

import { definitionOf, fieldOf, objectByLabel, relationsOf } from '../../../../src/language/check/names.ts'
import type { CheckedDefinition, Field, Program, RecordObject } from '../../../../src/language/index.ts'
import type { Language } from '../../../i18n.ts'

export type Meaning =
  | { readonly kind: 'definition'; readonly definition: CheckedDefinition; readonly next?: RecordObject }
  | {
      readonly kind: 'field'
      readonly object: RecordObject
      readonly field: Field
      readonly next?: RecordObject
    }
  | { readonly kind: 'rows'; readonly object: RecordObject; readonly next: RecordObject }
  | { readonly kind: 'table'; readonly name: string }
  | { readonly kind: 'cell'; readonly table: string; readonly name: string }

/** One meaning per name, until one is not known. `object` is the one whose definition the formula belongs to. */
export function meanings(
  read: Program,
  object: RecordObject | undefined,
  names: readonly string[],
): Meaning[] {
  const found: Meaning[] = []
  let at = object
  for (const [i, name] of names.entries()) {
    const previous = found.at(-1)
    const meaning =
      previous?.kind === 'table' || previous?.kind === 'cell'
        ? ({ kind: 'cell', table: previous.kind === 'table' ? previous.name : previous.table, name } as const)
        : meaningOf(read, at, name, i === 0)
    if (!meaning) break
    found.push(meaning)
    at = 'next' in meaning ? meaning.next : undefined
  }
  return found
}

function meaningOf(
  read: Program,
  object: RecordObject | undefined,
  name: string,
  first: boolean,
): Meaning | undefined {
  return (object && onObject(read, object, name)) ?? (first ? anywhere(read, name) : undefined)
}

function onObject(read: Program, object: RecordObject, name: string): Meaning | undefined {
  const { names } = read
  const field = fieldOf(object, name)
  if (field) {
    const next = field.type.kind === 'reference' ? objectOf(read, field.type.object) : undefined
    return { kind: 'field', object, field, ...(next ? { next } : {}) }
  }
  const definition = definitionOf(names, object, name)
  const checked =
    definition &&
    read.definitions.find((own) => own.object === object && own.name.from === definition.name.from)
  if (checked) {
    const next = checked.valueType.kind === 'row' ? objectOf(read, checked.valueType.object) : undefined
    return { kind: 'definition', definition: checked, ...(next ? { next } : {}) }
  }
  const [relation] = relationsOf(names, object, name)
  if (relation) return { kind: 'rows', object: relation.object, next: relation.object }
  return name === object.label ? { kind: 'rows', object, next: object } : undefined
}

function anywhere(read: Program, name: string): Meaning | undefined {
  const { names } = read
  if (names.tables.has(name) || names.scorecards.has(name)) return { kind: 'table', name }
  const rows = objectByLabel(names, name)
  return rows && { kind: 'rows', object: rows, next: rows }
}

function objectOf(read: Program, id: string): RecordObject | undefined {
  return read.names.objects.find((object) => object.id === id)
}

/** What is said about an object or a field, in the reader's language. */
export const noteIn = ({ note }: Pick<Field, 'note'>, language: Language): string | undefined =>
  language === 'en' ? note?.english : note?.text
