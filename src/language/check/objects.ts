/** Objects that a document declares itself, as vocabulary. */
import type { Report } from '../issues/issue.ts'
import { nearest } from '../issues/suggest.ts'
import type { Line, Section } from '../syntax/nodes.ts'
import { parseUnit, unitName } from '../types/unit.ts'
import type { Field, FieldType, RecordObject } from '../vocabulary.ts'
import { simpleTypes } from './type-names.ts'

/** Schema in which the records of declared objects are kept. */
export const declaredSchema = 'declared'

const unitNames = ['元', '比率', '分', '天', '小时', '个', '次', '人', '数']

/** Reads every section headed 对象. A declared object takes the place of a built-in one of the same name. */
export function declaredObjects(
  sections: readonly Section[],
  builtIn: readonly RecordObject[],
  perPeriod: ReadonlySet<string>,
  report: Report,
): RecordObject[] {
  const all = sections.filter((section) => section.declares)
  const declared = all.filter(
    (section, i) => all.findIndex((other) => other.object.text === section.object.text) === i,
  )
  for (const section of all.filter((other) => !declared.includes(other)))
    report('object-twice', section.object, { name: section.object.text })
  const ids = declared.map((section, i) => [section.object.text, `d${i + 1}`] as const)
  const known = new Map([...builtIn.map((object) => [object.label, object.id] as const), ...ids])
  const objects = declared.map((section, i) =>
    withPeriod(declare(section, `d${i + 1}`, known, report), perPeriod),
  )
  for (const section of declared) checkReferences(section, [...builtIn, ...objects], known, report)
  return objects
}

/** A record refers to another by one text, so that is what the other must be known by. */
function checkReferences(
  section: Section,
  objects: readonly RecordObject[],
  known: ReadonlyMap<string, string>,
  report: Report,
): void {
  for (const { type, formula } of section.lines) {
    const target = formula || !type ? undefined : objects.find((object) => object.id === known.get(type.name))
    if (!target || !type) continue
    const keys = target.key.map((column) => target.fields.find((field) => field.columns.includes(column)))
    const labels = keys.map((field) => field?.label ?? '').join('、')
    const values = { object: target.label, keys: labels }
    if (target.key.length > 1) report('reference-composite', type, values)
    else if (target.key[0] === rowNumber) report('reference-keyless', type, values)
    else if (keys[0] && !['text', 'reference'].includes(keys[0].type.kind))
      report('reference-key', type, values)
  }
}

/** The column that stands in for the key of records that have none. */
const rowNumber = 'row_number'

/** Adds the 期间 column that the records carry, unless the document declares it. */
function withPeriod(object: RecordObject, perPeriod: ReadonlySet<string>): RecordObject {
  if (object.period !== undefined || !perPeriod.has(object.label)) return object
  const field: Field = {
    id: 'period',
    label: '期间',
    english: 'Period',
    type: { kind: 'text' },
    columns: ['period'],
    nullable: false,
  }
  return { ...object, period: 'period', fields: [...object.fields, field] }
}

function declare(
  section: Section,
  id: string,
  known: ReadonlyMap<string, string>,
  report: Report,
): RecordObject {
  const declarations = section.lines.filter((line) => line.formula === undefined)
  const seen = new Set<string>()
  const fields = declarations.flatMap((line, i) => {
    if (seen.has(line.name.text)) report('name-twice', line.name, { name: line.name.text })
    seen.add(line.name.text)
    return readField(line, `f${i + 1}`, known, report)
  })
  const marked = (word: string) =>
    declarations.filter((line) => line.type?.modifiers.some((modifier) => modifier.name.text === word))
  const column = (line: Line) => fields.find((field) => field.label === line.name.text)?.columns[0]
  const key = marked('主键').flatMap((line) => column(line) ?? [])
  const period = declarations.find((line) => line.type?.name === '期间')
  const periodColumn = period && column(period)
  return {
    id,
    label: section.object.text,
    english: section.object.text,
    source: `${declaredSchema}.${id}`,
    key: key.length > 0 ? key : [rowNumber],
    ...(periodColumn === undefined ? {} : { period: periodColumn }),
    fields,
  }
}

function simpleField(name: string): FieldType | undefined {
  const kind = simpleTypes.get(name)?.kind
  return kind === 'date' || kind === 'text' || kind === 'boolean' ? { kind } : undefined
}

function readField(line: Line, id: string, known: ReadonlyMap<string, string>, report: Report): Field[] {
  const note = line.type
  if (!note) return []
  const unit = parseUnit(note.name)
  const object = known.get(note.name)
  const type: FieldType | undefined =
    simpleField(note.name) ??
    (unit ? { kind: 'number', unit: unitName(unit) } : object ? { kind: 'reference', object } : undefined)
  if (!type) {
    const names = [...simpleTypes.keys(), ...unitNames, ...known.keys()]
    report(
      'type-unknown',
      note,
      { name: note.name, units: unitNames.join('、') },
      { suggestion: nearest(note.name, names) },
    )
    return []
  }
  let reverse: string | undefined
  for (const modifier of note.modifiers) {
    if (modifier.name.text === '反向' && modifier.value) reverse = modifier.value.text
    else if (!['主键', '可空'].includes(modifier.name.text)) {
      report(
        'modifier-unknown',
        modifier.name,
        { name: modifier.name.text },
        { suggestion: nearest(modifier.name.text, ['主键', '可空', '反向']) },
      )
    }
  }
  return [
    {
      id,
      label: line.name.text,
      english: line.name.text,
      type,
      columns: [id],
      nullable: note.modifiers.some((modifier) => modifier.name.text === '可空'),
      ...(reverse === undefined ? {} : { reverse }),
    },
  ]
}
