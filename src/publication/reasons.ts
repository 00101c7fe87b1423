/** Why values of one row are what they are, opened through the row's own definitions down to other rows. M-6.2. */
import {
  type CheckedDefinition,
  type Clause,
  clauseAt,
  type RecordObject,
  type Type,
} from '../language/index.ts'
import type { Explainer, Explanation, Input, TakenRow } from '../settlement/explain.ts'

export interface Reason {
  readonly definition: CheckedDefinition
  readonly explanation: Explanation
  readonly clause: Clause | undefined
  readonly causes: readonly Cause[]
}

export interface Cause {
  readonly input: Input
  /** A value of the same row, explained in turn; undefined when it is not one, or was explained before. */
  readonly reason: Reason | undefined
  readonly explainedBefore: boolean
  /** A value of another row, to be asked for on its own. */
  readonly elsewhere: Place | undefined
  /** The rows an aggregate took in. */
  readonly taken: Taken | undefined
}

export interface Place {
  readonly object: RecordObject
  readonly key: readonly string[]
  readonly definition: CheckedDefinition
}

export interface Taken {
  readonly object: RecordObject | undefined
  readonly rows: readonly TakenRow[]
  /** Of the rows' values. */
  readonly type: Type
  readonly total: number
}

interface Row {
  readonly why: Explainer
  readonly object: RecordObject
  readonly key: readonly string[]
  readonly limit: number
  readonly explanations: ReadonlyMap<CheckedDefinition, Explanation>
  /** Rows taken in by an aggregate, by its place in the policy. */
  readonly taken: Map<number, Taken>
}

/**
 * The reasons of `definitions` for one row. The row's definitions are explained together, so that however deep they
 * go it costs one query, and one more for each aggregate met, of which `limit` rows are shown.
 */
export async function reasonsFor(
  why: Explainer,
  object: RecordObject,
  key: readonly string[],
  definitions: readonly CheckedDefinition[],
  limit = 20,
): Promise<Reason[]> {
  const own = why.program.definitions.filter((definition) => definition.object === object)
  const explained = await why.row(object, key, own)
  const explanations = new Map(
    own.flatMap((definition, at) => {
      const explanation = explained[at]
      return explanation ? [[definition, explanation] as const] : []
    }),
  )
  const row: Row = { why, object, key, limit, explanations, taken: new Map() }
  const reasons: Reason[] = []
  for (const definition of definitions) {
    const reason = await reasonOf(row, new Set(), definition)
    if (reason) reasons.push(reason)
  }
  return reasons
}

/** `seen` are the values explained so far within one asked-for value: they are not explained twice. */
async function reasonOf(
  row: Row,
  seen: Set<CheckedDefinition>,
  definition: CheckedDefinition,
): Promise<Reason | undefined> {
  const explanation = row.explanations.get(definition)
  if (!explanation) return undefined
  seen.add(definition)
  const causes: Cause[] = []
  for (const input of shown(explanation)) causes.push(await causeOf(row, seen, input))
  const clause = clauseAt(row.why.program.document, definition.span.from)
  return { definition, explanation, clause, causes }
}

/** A name used twice in a formula is one cause. */
function shown({ inputs }: Explanation): Input[] {
  const texts = new Set<string>()
  return inputs.filter((input) => {
    const known = texts.has(input.text)
    texts.add(input.text)
    return !known
  })
}

async function causeOf(row: Row, seen: Set<CheckedDefinition>, input: Input): Promise<Cause> {
  const { definition } = input
  const own = definition?.object === row.object && input.key.join('\n') === row.key.join('\n')
  const explainedBefore = own && definition !== undefined && seen.has(definition)
  return {
    input,
    reason: own && definition && !explainedBefore ? await reasonOf(row, seen, definition) : undefined,
    explainedBefore,
    elsewhere: definition && !own ? { object: definition.object, key: input.key, definition } : undefined,
    taken: input.kind === 'aggregate' ? await takenBy(row, input) : undefined,
  }
}

async function takenBy({ why, object, key, limit, taken }: Row, input: Input): Promise<Taken> {
  const place = input.expression.expression.from
  const known = taken.get(place)
  if (known) return known
  const { rows, total } = await why.rows(object, key, input, limit)
  const label = rows[0]?.object
  const { traced } = input.expression.expression
  const type = traced?.kind === 'aggregate' ? traced.value.type : input.type
  const found = {
    object: why.program.names.objects.find((other) => other.label === label),
    rows,
    type,
    total,
  }
  taken.set(place, found)
  return found
}
