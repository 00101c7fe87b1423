/** Everything a formula can name: objects, fields, relations, definitions and tables. */
import type { ParameterTable } from '../document/parameter-table.ts'
import type { Scorecard } from '../document/scorecard.ts'
import type { Name, Node, Span, TypeNote } from '../syntax/nodes.ts'
import type { Field, RecordObject } from '../vocabulary.ts'

/** One line of a policy block that has a formula. */
export interface Definition {
  /** Column in results, unique within its object: L1, L2 … in the order of the document. */
  readonly id: string
  readonly object: RecordObject
  readonly name: Name
  readonly type: TypeNote | undefined
  readonly formula: Node
  readonly span: Span
}

export interface Relation {
  /** The object with many rows. */
  readonly object: RecordObject
  /** Its reference back. */
  readonly field: Field
}

export interface Names {
  readonly objects: readonly RecordObject[]
  readonly tables: ReadonlyMap<string, ParameterTable>
  readonly scorecards: ReadonlyMap<string, Scorecard>
  /** By object id, in the order of the document. */
  readonly definitions: ReadonlyMap<string, ReadonlyMap<string, Definition>>
  /** 计算范围 by object id: the rows that are computed at all. */
  readonly scopes: ReadonlyMap<string, Definition>
}

export function objectById(names: Names, id: string): RecordObject {
  const found = names.objects.find((object) => object.id === id)
  if (!found) throw new Error(`no object ${id}`)
  return found
}

export function objectByLabel(names: Names, label: string): RecordObject | undefined {
  return names.objects.find((object) => object.label === label)
}

export function fieldOf(object: RecordObject, label: string): Field | undefined {
  return object.fields.find((field) => field.label === label)
}

export function definitionOf(names: Names, object: RecordObject, name: string): Definition | undefined {
  return names.definitions.get(object.id)?.get(name)
}

/** The to-many relations of an object that go by a name; more than one is an ambiguity. */
export function relationsOf(names: Names, object: RecordObject, name: string): Relation[] {
  return allRelations(names, object).filter((relation) => relationName(relation) === name)
}

export function allRelations(names: Names, object: RecordObject): Relation[] {
  return names.objects.flatMap((many) =>
    many.fields
      .filter((field) => field.type.kind === 'reference' && field.type.object === object.id)
      .map((field) => ({ object: many, field })),
  )
}

export function relationName(relation: Relation): string {
  return relation.field.reverse ?? relation.object.label
}

/** All names that may start a path on a row of the object; for completion and near misses. */
export function knownNames(names: Names, object: RecordObject): string[] {
  return [
    ...object.fields.map((field) => field.label),
    ...(names.definitions.get(object.id)?.keys() ?? []),
    ...allRelations(names, object).map(relationName),
    ...names.tables.keys(),
    ...names.scorecards.keys(),
  ]
}
