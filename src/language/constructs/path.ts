/** Names: fields, definitions and references, on the current row, over to-one relations, or inside an aggregate. */
import { brokenExpression, type Expression } from '../check/expression.ts'
import { definitionOf, fieldOf, knownNames, objectById, objectByLabel, relationsOf } from '../check/names.ts'
import type { AggregateScope, Scope } from '../check/scope.ts'
import { nearest, splitAtConnective } from '../issues/suggest.ts'
import type { Name, Node } from '../syntax/nodes.ts'
import { boolean, date, numberIn, type Type, text } from '../types/type.ts'
import type { Field, RecordObject } from '../vocabulary.ts'
import { fail, make } from './construct.ts'
import { answer } from './literal.ts'
import { namedCell } from './lookup.ts'
import { periodNamed, periodNames } from './period-value.ts'

type PathNode = Extract<Node, { kind: 'path' | 'whole' }>

export function checkPath(node: PathNode, scope: Scope): Expression {
  const inside = scope.aggregate && insideAggregate(node, scope.aggregate)
  if (inside) return follow(inside.object, inside.up, node.names.slice(inside.used), node, scope)
  const [first] = node.names
  if (!first) return brokenExpression(node)
  if (node.kind === 'whole') return wholeOutside(node, first, scope)
  const expression = outerPath(node, first, scope)
  return scope.aggregate ? taken(expression) : expression
}

function wholeOutside(node: PathNode, first: Name, scope: Scope): Expression {
  if (objectByLabel(scope.names, first.text)) return fail(scope, 'whole-outside', node)
  const labels = scope.names.objects.map((object) => object.label)
  return fail(scope, 'object-unknown', first, { name: first.text }, nearest(first.text, labels))
}

const answers = ['是', '否']
const thisRow = '本行'

/** Words that mean something by themselves, so that nothing else can be named so. */
export function isReserved(name: string): boolean {
  return answers.includes(name) || name === thisRow || periodNames.includes(name)
}

/** A path on the row the definition belongs to. */
function outerPath(node: PathNode, first: Name, scope: Scope): Expression {
  const known = fieldOf(scope.object, first.text) ?? definitionOf(scope.names, scope.object, first.text)
  if (!known && node.names.length === 1) {
    if (answers.includes(first.text)) return answer(node, first.text === '是')
    if (first.text === thisRow) return rowItself(scope.object, [], node)
    const period = periodNamed(node, first.text)
    if (period) return period
  }
  const table = known ? undefined : scope.names.tables.get(first.text)
  if (table) return namedCell(table, node.names, node, scope)
  const own = !known && first.text === scope.object.label && node.names.length > 1
  return follow(scope.object, [], own ? node.names.slice(1) : node.names, node, scope)
}

/** A value of the row around an aggregate, used inside it. What is the same on every row is not taken from one. */
function taken(expression: Expression): Expression {
  if (expression.constant !== undefined) return expression
  if (expression.children.length === 0 && expression.traced === undefined) return expression
  const { type, from, to } = expression
  return {
    construct: 'outer',
    type,
    from,
    to,
    children: [],
    taken: expression,
    sql: (row) => row.outer(expression),
  }
}

function insideAggregate(
  node: PathNode,
  aggregate: AggregateScope,
): { object: RecordObject; up: readonly Field[]; used: number } | undefined {
  if (node.kind === 'whole' && !aggregate.whole) return undefined
  const { path, anchor, objects } = aggregate
  let used = 0
  while (used < path.length && node.names[used]?.text === path[used]) used += 1
  const object = objects[used - anchor.length - 1]
  const up = aggregate.up[used - anchor.length - 1]
  return object && up ? { object, up, used } : undefined
}

/** Walks references from a row and ends at a field, a definition, or the row itself. */
function follow(
  object: RecordObject,
  up: readonly Field[],
  names: readonly Name[],
  node: PathNode,
  scope: Scope,
): Expression {
  const steps = [...up]
  let current = object
  for (const [i, name] of names.entries()) {
    const last = i === names.length - 1
    const field = fieldOf(current, name.text)
    if (field?.type.kind === 'reference' && !last) {
      steps.push(field)
      current = objectById(scope.names, field.type.object)
    } else if (field && last) return fieldValue(steps, field, node)
    else if (field)
      return fail(scope, 'path-field', name, { name: name.text, next: names[i + 1]?.text ?? '' })
    else return definitionValue(steps, current, names.slice(i), node, scope)
  }
  return rowItself(object, steps, node)
}

function fieldValue(steps: readonly Field[], field: Field, node: PathNode): Expression {
  return make(node, {
    construct: 'field',
    type: fieldType(field),
    children: [],
    traced: { kind: 'field', label: field.label, steps, field },
    sql: (row) => row.field(steps, field, node),
  })
}

export function fieldType(field: Field): Type {
  const { type } = field
  if (type.kind === 'number') return numberIn(type.unit)
  if (type.kind === 'reference') return { kind: 'row', object: type.object }
  return { date, text, boolean }[type.kind]
}

function rowItself(object: RecordObject, steps: readonly Field[], node: PathNode): Expression {
  return make(node, {
    construct: 'row',
    type: { kind: 'row', object: object.id },
    children: [],
    traced: { kind: 'field', label: object.label, steps },
    sql: (row) => row.self(steps, node),
  })
}

function definitionValue(
  steps: readonly Field[],
  object: RecordObject,
  names: readonly Name[],
  node: PathNode,
  scope: Scope,
): Expression {
  const [name, next] = names
  if (!name) return brokenExpression(node)
  const definition = definitionOf(scope.names, object, name.text)
  if (!definition) return unknown(object, name, node, scope)
  if (next) return fail(scope, 'path-field', name, { name: name.text, next: next.text })
  const own = steps.length === 0 && !scope.aggregate
  const type = scope.typeOf(definition, own ? 'row' : 'others', node)
  return make(node, {
    construct: 'variable',
    type,
    children: [],
    traced: { kind: 'variable', object: object.id, variable: definition.id, steps },
    sql: (row) => row.variable(steps, definition, node),
  })
}

function unknown(object: RecordObject, name: Name, node: PathNode, scope: Scope): Expression {
  const { names } = scope
  if (relationsOf(names, object, name.text).length > 0 || objectByLabel(names, name.text)) {
    return fail(scope, 'path-many', node, { name: name.text, object: object.label })
  }
  const known = knownNames(names, object)
  const elsewhere = names.objects.filter(
    (other) => fieldOf(other, name.text) || definitionOf(names, other, name.text),
  )
  const suggestion = splitAtConnective(name.text, new Set(known)) ?? nearest(name.text, known)
  if (!suggestion && elsewhere[0]) {
    return fail(scope, 'name-elsewhere', name, {
      name: name.text,
      object: object.label,
      other: elsewhere.map((other) => other.label).join('、'),
    })
  }
  return fail(scope, 'name-unknown', name, { name: name.text, object: object.label }, suggestion)
}
