/** Checks a document against a vocabulary. Pure: the same text and vocabulary give the same program. */

import { isReserved } from '../constructs/path.ts'
import { type PolicyDocument, readDocument } from '../document/document.ts'
import type { FrontMatter } from '../document/front-matter.ts'
import { readParameters } from '../document/parameter-table.ts'
import { isScorecard, readScorecard } from '../document/scorecard.ts'
import { collector, type Issue, type IssueCode, type Report } from '../issues/issue.ts'
import { nearest } from '../issues/suggest.ts'
import type { Line, Node, Section, Span } from '../syntax/nodes.ts'
import type { Type } from '../types/type.ts'
import { unitName } from '../types/unit.ts'
import type { RecordObject, Vocabulary } from '../vocabulary.ts'
import { checkDefinitions } from './definitions.ts'
import type { Expression } from './expression.ts'
import { type Definition, fieldOf, type Names } from './names.ts'
import { declaredObjects } from './objects.ts'
import type { Use } from './scope.ts'
import { isTypeName } from './type-names.ts'

export interface CheckedDefinition extends Definition {
  readonly valueType: Type
  readonly expression: Expression
  readonly uses: readonly { readonly definition: CheckedDefinition; readonly use: Use }[]
}

export interface Program {
  readonly document: PolicyDocument
  readonly names: Names
  /** Objects the document declares; their records come from sheets or the API. */
  readonly declared: readonly RecordObject[]
  /** In the order of the document. */
  readonly definitions: readonly CheckedDefinition[]
  /** What a closed period owes each person, and what it carries forward. */
  readonly payable: CheckedDefinition | undefined
  readonly carried: CheckedDefinition | undefined
}

export const scopeName = '计算范围'

/**
 * Reads and checks a policy document.
 * @param options.perPeriod names of declared objects whose records carry a 期间 column although the document declares none.
 * @returns all issues in the order of the text, and the program when none of them is an error; `read` is what could be
 *   read in any case, to look names up in while somebody writes.
 */
export function check(
  text: string,
  vocabulary: Vocabulary,
  options: { readonly perPeriod?: ReadonlySet<string> } = {},
): { program: Program | undefined; issues: Issue[]; read: Program } {
  const { issues, report } = collector()
  const document = readDocument(text, report)
  const declared = declaredObjects(
    document.sections,
    vocabulary.objects,
    options.perPeriod ?? new Set(),
    report,
  )
  const hidden = new Set(declared.map((object) => object.label))
  const objects = [...vocabulary.objects.filter((object) => !hidden.has(object.label)), ...declared]
  const names = collectNames(document, objects, report)
  const definitions = checkDefinitions(names, report)
  const payable = ledgerItem(document.meta.payable, definitions, report)
  const carried = ledgerItem(document.meta.carried, definitions, report)
  issues.sort((a, b) => a.from - b.from || a.to - b.to)
  const failed = issues.some((issue) => issue.severity === 'error')
  const read = { document, names, declared, definitions, payable, carried }
  return { program: failed ? undefined : read, issues, read }
}

/** 应付项: 员工.应发工资 names a definition in 元. */
function ledgerItem(
  item: FrontMatter['payable'],
  definitions: readonly CheckedDefinition[],
  report: Report,
): CheckedDefinition | undefined {
  if (!item) return undefined
  const [object, name] = item.value.split(/[.．]/)
  const found = definitions.find((own) => own.object.label === object && own.name.text === name)
  const money = found?.valueType.kind === 'number' && unitName(found.valueType.unit) === '元'
  if (!found || !money) report('ledger-item', item, { found: item.value })
  return found
}

function collectNames(document: PolicyDocument, objects: readonly RecordObject[], report: Report): Names {
  const tables = new Map<string, ReturnType<typeof readParameters>>()
  const scorecards = new Map<string, ReturnType<typeof readScorecard>>()
  for (const table of document.tables) {
    if (tables.has(table.name.text) || scorecards.has(table.name.text))
      report('name-twice', table.name, { name: table.name.text })
    else if (isScorecard(table)) scorecards.set(table.name.text, readScorecard(table, report))
    else tables.set(table.name.text, readParameters(table, report))
  }
  const definitions = new Map<string, Map<string, Definition>>()
  const scopes = new Map<string, Definition>()
  const labels = objects.map((other) => other.label)
  for (const section of document.sections) {
    const object = objects.find((other) => other.label === section.object.text)
    if (!object) {
      report(
        'object-unknown',
        section.object,
        { name: section.object.text },
        { suggestion: nearest(section.object.text, labels) },
      )
    } else collectDefinitions(section, object, { definitions, scopes, labels, report })
  }
  return { objects, tables, scorecards, definitions, scopes }
}

interface Collecting {
  readonly definitions: Map<string, Map<string, Definition>>
  readonly scopes: Map<string, Definition>
  readonly labels: readonly string[]
  readonly report: Report
}

function collectDefinitions(section: Section, object: RecordObject, collecting: Collecting): void {
  const { definitions, scopes, report } = collecting
  const own = definitions.get(object.id) ?? new Map<string, Definition>()
  definitions.set(object.id, own)
  for (const line of section.lines) {
    const wrong = wrongLine(line, own, section, object, collecting.labels)
    if (wrong) report(wrong, line.name, { name: line.name.text, object: object.label })
    if (wrong === 'name-twice' || wrong === 'name-field' || (!wrong && !line.formula)) continue
    const definition = {
      id: `L${own.size + 1}`,
      object,
      name: line.name,
      type: wrong ? undefined : line.type,
      formula: wrong || !line.formula ? brokenNode(line) : line.formula,
      span: { from: line.from, to: line.to },
    }
    own.set(line.name.text, definition)
    if (line.name.text === scopeName) scopes.set(object.id, definition)
  }
}

function brokenNode({ from, to }: Span): Node {
  return { kind: 'broken', from, to }
}

/** What keeps a line from being a definition or field of its object. */
function wrongLine(
  { name, type, formula }: Line,
  own: ReadonlyMap<string, Definition>,
  section: Section,
  object: RecordObject,
  labels: readonly string[],
): IssueCode | undefined {
  const unread = formula?.kind === 'broken'
  if (type && labels.includes(name.text) && !isTypeName(type.name, labels)) return 'heading-indented'
  if (isReserved(name.text)) return 'name-reserved'
  if (formula && own.has(name.text)) return 'name-twice'
  if (formula && fieldOf(object, name.text)) return unread ? 'name-twice' : 'name-field'
  if (formula || section.declares) return undefined
  return type && !isTypeName(type.name, labels) ? 'formula-colon' : 'field-outside'
}
