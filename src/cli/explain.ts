import type { CheckedDefinition, RecordObject } from '../language/index.ts'
import { Refusal } from '../records/refusal.ts'
import { type Explainer, type Explanation, explainer, type Input, showValue } from '../settlement/explain.ts'
import { versionById } from '../settlement/policy-version.ts'
import { runOf } from '../settlement/run.ts'
import { type Command, readArguments, readCount, readPeriod } from './command.ts'
import { connectionOptions, withDatabase } from './connection.ts'

const usage = 'explain 工号或姓名 2026-10 [项目] [--depth 层数] [--rows 5]'

export const explain: Command = {
  name: 'explain',
  usage,
  summary: '说明一个人某月的每一项怎样得来：公式、代入的数、条款、来源记录',
  async run(args) {
    const { positionals, values } = readArguments(usage, args, [2, 3], {
      ...connectionOptions,
      depth: { type: 'string' },
      rows: { type: 'string' },
    })
    const [who = '', month = '', item] = positionals
    const period = readPeriod(month)
    const depth = readCount(usage, values.depth, 40)
    const limit = readCount(usage, values.rows, 5)
    return withDatabase(values, async (db) => {
      const run = await runOf(db, period, values['policy-name'])
      const version = await versionById(db, run.version_id)
      const why = await explainer(db, version, run, period)
      const person = version.program.names.objects.find((object) => object.id === 'person')
      if (!person) throw new Error('no people in the vocabulary')
      const people = await db.query<{ person_no: string; name: string }>(
        'select person_no, name from record.person where person_no = $1 or name = $1',
        [who],
      )
      const [found] = people
      if (!found || people.length > 1) throw new Refusal('person_unknown', { person: who })
      const definitions = chosen(version.program.definitions, person, item, version.program.payable)
      const tree: Tree = {
        why,
        depth,
        limit,
        seen: new Set(),
        lines: [],
      }
      tree.lines.push(
        `${found.name}（${found.person_no}） ${period.name} ${version.policy} ${version.version}`,
      )
      await branch(tree, person, [found.person_no], definitions, 0)
      process.stdout.write(`${tree.lines.join('\n')}\n`)
      return 0
    })
  },
}

function chosen(
  all: readonly CheckedDefinition[],
  person: RecordObject,
  item: string | undefined,
  payable: CheckedDefinition | undefined,
): CheckedDefinition[] {
  const own = all.filter((definition) => definition.object === person)
  if (item === undefined) return payable && payable.object === person ? [payable] : own
  const found = own.filter((definition) => definition.name.text === item)
  if (found.length === 0) {
    throw new Refusal('item_unknown', {
      object: person.label,
      item,
      items: own.map((definition) => definition.name.text).join('、'),
    })
  }
  return found
}

interface Tree {
  readonly why: Explainer
  readonly depth: number
  readonly limit: number
  /** Values already explained: they are named again, not opened again. */
  readonly seen: Set<string>
  readonly lines: string[]
}

async function branch(
  tree: Tree,
  object: RecordObject,
  key: readonly string[],
  definitions: readonly CheckedDefinition[],
  level: number,
): Promise<void> {
  for (const explanation of await tree.why.row(object, key, definitions)) {
    const identity = `${object.id} ${key.join('/')} ${explanation.name}`
    const indent = '  '.repeat(level)
    if (tree.seen.has(identity) || level >= tree.depth) {
      tree.lines.push(`${indent}${heading(explanation, level)}${tree.seen.has(identity) ? '（见上）' : ''}`)
      continue
    }
    tree.seen.add(identity)
    tree.lines.push(`${indent}${heading(explanation, level)}`)
    tree.lines.push(`${indent}  ＝ ${explanation.formula}`)
    if (explanation.withValues !== explanation.formula)
      tree.lines.push(`${indent}  ＝ ${explanation.withValues}`)
    await inputs(tree, object, key, explanation, level + 1)
  }
}

function heading({ name, value, type, problem, clause }: Explanation, level: number): string {
  const amount = problem ? `有问题：${problem}` : showValue(value, type)
  return `${level === 0 ? '' : '· '}${name}：${amount}${clause === '' ? '' : `　〔${clause}〕`}`
}

async function inputs(
  tree: Tree,
  object: RecordObject,
  key: readonly string[],
  explanation: Explanation,
  level: number,
): Promise<void> {
  const indent = '  '.repeat(level)
  const targets = new Map<string, { key: readonly string[]; definitions: Set<CheckedDefinition> }>()
  for (const input of explanation.inputs) {
    const { definition } = input
    if (definition) {
      const identity = `${definition.object.id} ${input.key.join('/')}`
      const target = targets.get(identity) ?? { key: input.key, definitions: new Set() }
      targets.set(identity, { ...target, definitions: target.definitions.add(definition) })
    } else {
      const used = input.tableRow ? `　〔${input.tableRow}〕` : ''
      tree.lines.push(`${indent}· ${input.text}：${showValue(input.value, input.type)}${used}`)
    }
    if (input.kind === 'aggregate') await taken(tree, object, key, input, level + 1)
  }
  for (const { key: target, definitions } of targets.values()) {
    const [first] = definitions
    if (first) await branch(tree, first.object, target, [...definitions], level)
  }
}

async function taken(
  tree: Tree,
  object: RecordObject,
  key: readonly string[],
  input: Input,
  level: number,
): Promise<void> {
  const indent = '  '.repeat(level)
  const { traced } = input.expression.expression
  const { rows, total } = await tree.why.rows(object, key, input, tree.limit)
  for (const row of rows) {
    // Counting looks at the rows themselves.
    const type =
      traced?.kind === 'aggregate' && traced.value.type.kind !== 'row' ? traced.value.type : undefined
    const value = type ? `：${showValue(row.value, type)}` : ''
    tree.lines.push(`${indent}- ${row.object} ${row.key.join(' / ')}${value}`)
    const target = tree.why.program.names.objects.find((other) => other.label === row.object)
    if (row.definition && target && level < tree.depth)
      await branch(tree, target, row.key, [row.definition], level + 1)
  }
  if (total > rows.length) tree.lines.push(`${indent}- …… 另有 ${total - rows.length} 条（用 --rows 看更多）`)
}
