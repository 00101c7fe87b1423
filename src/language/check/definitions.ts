/** Checks every definition once, in the order they need each other, and names circles. */
import type { Report } from '../issues/issue.ts'
import type { Node } from '../syntax/nodes.ts'
import { common, compatible, invalid, numberIn, type Type, typeName } from '../types/type.ts'
import { parseUnit } from '../types/unit.ts'
import { checkNode } from './dispatch.ts'
import type { Expression } from './expression.ts'
import { type Definition, type Names, objectByLabel } from './names.ts'
import { inOrderOfNeed } from './need-order.ts'
import type { CheckedDefinition } from './program.ts'
import type { Scope, Use } from './scope.ts'
import { reportScopeCircles } from './scope-circles.ts'
import { simpleTypes } from './type-names.ts'

interface Work {
  readonly names: Names
  readonly report: Report
  readonly done: Map<Definition, { type: Type; expression: Expression; uses: Map<Definition, Set<Use>> }>
  /** Definitions being checked, outermost first; `earlier` is where the one before asked for an earlier value. */
  readonly open: { readonly definition: Definition; readonly earlier: Node | undefined }[]
  readonly circles: Set<Definition>
}

export function checkDefinitions(names: Names, report: Report): CheckedDefinition[] {
  const work: Work = { names, report, done: new Map(), open: [], circles: new Set() }
  const all = [...names.definitions.values()].flatMap((own) => [...own.values()])
  for (const definition of inOrderOfNeed(all, names)) ensure(definition, work)
  const checked = link(
    all.toSorted((a, b) => a.span.from - b.span.from),
    work,
  )
  if (work.circles.size === 0) reportScopeCircles(checked, names, report)
  return checked
}

function link(definitions: readonly Definition[], work: Work): CheckedDefinition[] {
  const uses = new Map<Definition, { definition: CheckedDefinition; use: Use }[]>()
  const checked = new Map<Definition, CheckedDefinition>()
  for (const definition of definitions) {
    const result = work.done.get(definition)
    if (!result) continue
    const own: { definition: CheckedDefinition; use: Use }[] = []
    uses.set(definition, own)
    checked.set(definition, {
      ...definition,
      valueType: result.type,
      expression: result.expression,
      uses: own,
    })
  }
  for (const [definition, list] of uses) {
    for (const [used, kinds] of work.done.get(definition)?.uses ?? []) {
      const target = checked.get(used)
      if (target) for (const use of kinds) list.push({ definition: target, use })
    }
  }
  return [...checked.values()]
}

function ensure(definition: Definition, work: Work, earlier?: Node): Type {
  const known = work.done.get(definition)
  if (known) return known.type
  const start = work.open.findIndex((open) => open.definition === definition)
  if (start >= 0) {
    const circle = work.open.slice(start)
    const looking = circle.slice(1).find((open) => open.earlier)
    if (looking?.earlier) work.report('earlier-type', looking.earlier, { name: looking.definition.name.text })
    else
      reportCircle(
        circle.map((open) => open.definition),
        work,
      )
    return invalid
  }
  work.open.push({ definition, earlier })
  const uses = new Map<Definition, Set<Use>>()
  const expression = checkNode(definition.formula, scopeFor(definition, uses, work))
  work.open.pop()
  const type = settleType(definition, expression, work)
  work.done.set(definition, { type, expression, uses })
  return type
}

function scopeFor(definition: Definition, uses: Map<Definition, Set<Use>>, work: Work): Scope {
  return {
    names: work.names,
    report: work.report,
    object: definition.object,
    definition,
    dispatch: checkNode,
    typeOf: (used, use, at) => {
      const kinds = uses.get(used) ?? new Set<Use>()
      uses.set(used, kinds.add(use))
      if (use !== 'earlier') return ensure(used, work)
      // A value of an earlier period makes no circle, but its type must be known beforehand.
      if (used.type) return declaredType(used, work) ?? invalid
      if (!work.open.some((open) => open.definition === used)) return ensure(used, work, at)
      work.report('earlier-type', at, { name: used.name.text })
      return invalid
    },
  }
}

function settleType(definition: Definition, expression: Expression, work: Work): Type {
  const found = expression.type
  if (definition.name.text === '计算范围' && found.kind !== 'boolean' && found.kind !== 'invalid') {
    work.report('scope-boolean', definition.formula, { found: typeName(found) })
  }
  if (found.kind === 'period') work.report('period-value', definition.formula)
  if (!definition.type) return named(found)
  const declared = declaredType(definition, work)
  if (!declared) {
    work.report('type-unknown', definition.type, {
      name: definition.type.name,
      units: '元、比率、分、天、小时、个、次、人、数',
    })
    return found
  }
  if (!compatible(declared, found)) {
    work.report('type-declared', definition.formula, {
      name: definition.name.text,
      expected: typeName(declared),
      found: typeName(found),
    })
  }
  return common(declared, found)
}

/** A number has its unit once it has a name; a count may still be compared with 人 or 次. */
function named(type: Type): Type {
  if (type.kind !== 'number') return type
  return { kind: 'number', unit: type.unit, ...(type.counted ? { counted: true } : {}) }
}

function declaredType(definition: Definition, work: Work): Type | undefined {
  const name = definition.type?.name ?? ''
  const object = objectByLabel(work.names, name)
  return (
    simpleTypes.get(name) ??
    (parseUnit(name) ? numberIn(name) : object ? { kind: 'row', object: object.id } : undefined)
  )
}

/** The circle is told from where it comes first in the document. */
function reportCircle(found: readonly Definition[], work: Work): void {
  const start = found.reduce((best, own, i) => (own.span.from < (found[best]?.span.from ?? 0) ? i : best), 0)
  const circle = [...found.slice(start), ...found.slice(0, start)]
  if (circle.some((definition) => work.circles.has(definition))) return
  for (const definition of circle) work.circles.add(definition)
  const [first] = circle
  if (!first) return
  const path = [...circle, first]
    .map((definition) => `${definition.object.label}.${definition.name.text}`)
    .join(' → ')
  work.report(
    'circle',
    first.name,
    { path },
    { related: circle.slice(1).map((definition) => definition.name) },
  )
}
