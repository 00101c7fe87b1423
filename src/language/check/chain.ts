/** Finds the rows an aggregate runs over: the longest to-many path in its arguments. */
import type { Name, Node } from '../syntax/nodes.ts'
import type { Field, RecordObject } from '../vocabulary.ts'
import { allRelations, fieldOf, objectById, objectByLabel, relationsOf } from './names.ts'
import type { AggregateScope, Scope } from './scope.ts'

type PathNode = Extract<Node, { kind: 'path' | 'whole' }>

/**
 * Undefined when no argument runs over other rows; `mixed` when paths do not belong to one chain, which is reported.
 * Calls that `skip` accepts run over rows of their own and are left out.
 */
export function findChain(
  nodes: readonly Node[],
  scope: Scope,
  skip: (callee: string) => boolean = () => false,
): AggregateScope | 'mixed' | undefined {
  const paths = asWhole(nodes.flatMap((node) => pathsIn(node, skip)))
  const chains = paths
    .map((path) => ({ path, chain: chainOf(path, scope) }))
    .filter(({ chain }) => chain !== undefined)
  let longest: AggregateScope | undefined
  for (const { path, chain } of chains) {
    if (!chain) continue
    if (!longest || isPrefix(longest, chain)) longest = chain
    else if (!isPrefix(chain, longest)) {
      scope.report('aggregate-mixed', path, { first: longest.path.join('.'), second: chain.path.join('.') })
      return 'mixed'
    }
  }
  return longest
}

/** Beside 全部 订单, a path that starts with 订单 means those rows, also where the current row has 订单 of its own. */
function asWhole(paths: readonly PathNode[]): PathNode[] {
  const first = (path: PathNode) => path.names[0]?.text
  const whole = new Set(paths.filter((path) => path.kind === 'whole').map(first))
  return paths.map((path) => (whole.has(first(path)) ? { ...path, kind: 'whole' } : path))
}

function isPrefix(short: AggregateScope, long: AggregateScope): boolean {
  return short.whole === long.whole && short.path.every((name, i) => long.path[i] === name)
}

function pathsIn(node: Node, skip: (callee: string) => boolean): PathNode[] {
  const within = (parts: readonly Node[]) => parts.flatMap((part) => pathsIn(part, skip))
  switch (node.kind) {
    case 'path':
    case 'whole':
      return [node]
    case 'lookup':
      return within([...node.keys, ...node.named.map((named) => named.value)])
    case 'call':
      if (skip(node.callee.text)) return []
      return within([...node.args, ...node.named.map((named) => named.value)])
    case 'list':
      return within(node.items)
    case 'negative':
    case 'not':
      return within([node.operand])
    case 'binary':
      return within([node.left, node.right])
    default:
      return []
  }
}

/** Follows a path as far as it leads over relations. Undefined when it stays on one row. */
function chainOf(node: PathNode, scope: Scope): AggregateScope | undefined {
  const anchor: Field[] = []
  const objects: RecordObject[] = []
  const links: Field[] = []
  let current = scope.object
  let used = 0
  for (const name of node.names) {
    const step = node.kind === 'whole' && used === 0 ? wholeStep(name, scope) : stepOf(current, name, scope)
    if (!step) break
    if (step.many) {
      objects.push(step.object)
      if (step.link) links.push(step.link)
    } else if (objects.length > 0) break
    else if (step.link) anchor.push(step.link)
    current = step.object
    used += 1
  }
  if (objects.length === 0) return undefined
  const path = node.names.slice(0, anchor.length + objects.length).map((name) => name.text)
  const whole = node.kind === 'whole'
  return {
    path,
    whole,
    anchor,
    link: whole ? undefined : links[0],
    objects,
    rows: last(objects),
    up: upward(objects, links),
  }
}

interface Step {
  readonly object: RecordObject
  readonly many: boolean
  readonly link: Field | undefined
}

function wholeStep(name: Name, scope: Scope): Step | undefined {
  const object = objectByLabel(scope.names, name.text)
  return object && { object, many: true, link: undefined }
}

function stepOf(object: RecordObject, name: Name, scope: Scope): Step | undefined {
  const field = fieldOf(object, name.text)
  if (field?.type.kind === 'reference') {
    return { object: objectById(scope.names, field.type.object), many: false, link: field }
  }
  if (field || scope.names.definitions.get(object.id)?.has(name.text)) return undefined
  const relations = relationsOf(scope.names, object, name.text)
  const [relation] = relations
  if (relations.length > 1) {
    const choices = allRelations(scope.names, object).filter((other) => other.object === relation?.object)
    scope.report('relation-ambiguous', name, {
      name: name.text,
      object: object.label,
      fields: choices.map((c) => c.field.label).join('、'),
    })
  }
  return relation && { object: relation.object, many: true, link: relation.field }
}

/** For each object of the chain: the references that lead from the last object's row up to it. */
function upward(objects: readonly RecordObject[], links: readonly Field[]): Field[][] {
  const offset = links.length - objects.length
  return objects.map((_, i) => links.slice(i + 1 + offset, links.length).reverse())
}

function last<T>(items: readonly T[]): T {
  const item = items.at(-1)
  if (item === undefined) throw new Error('empty chain')
  return item
}
