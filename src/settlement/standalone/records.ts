/** Reads the records of a policy's own objects: one CSV or XLSX per object, first row = field names. */
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { type Field, type Period, parsePeriod, type RecordObject } from '../../language/index.ts'
import { Refusal } from '../../records/refusal.ts'
import type { Cell } from '../../records/sheet/cell.ts'
import { type PlainSheet, readSheet } from '../../records/sheet/read.ts'
import { readField } from './values.ts'

/** What is wrong with a file of records. */
export interface RecordIssue {
  readonly code: string
  readonly severity: 'error'
  readonly message: string
  readonly file: string
  readonly line?: number
  readonly column?: string
}

export interface RecordFile {
  readonly file: string
  readonly sheet: PlainSheet
}

/** Values by field, in the order of the object's fields; null for empty. */
export interface ReadRows {
  readonly rows: readonly { readonly line: number; readonly values: readonly (string | null)[] }[]
  /** Positions of fields without a column. */
  readonly missing: readonly number[]
  readonly file: string
}

const extensions = ['.csv', '.xlsx']

export interface OpenedRecords {
  readonly files: Map<string, RecordFile>
  /** Whether an object's file could not be read, which has been said already. */
  readonly unread: (name: string) => boolean
  readonly issues: RecordIssue[]
}

/** The files of a folder by object name. */
export async function openRecords(folder: string): Promise<OpenedRecords> {
  const files = new Map<string, RecordFile>()
  const failed = new Set<string>()
  const issues: RecordIssue[] = []
  const entries = await readdir(folder).catch((): undefined => undefined)
  if (!entries) {
    issues.push(issue('records-folder', folder, '找不到这个文件夹，或不能读取。'))
    return { files, unread: () => true, issues }
  }
  for (const file of entries.sort()) {
    const extension = extensions.find((end) => file.toLowerCase().endsWith(end))
    if (!extension || file.startsWith('~$') || file.startsWith('.')) continue
    const name = file.slice(0, -extension.length).normalize('NFC')
    if (files.has(name)) issues.push(issue('records-twice', file, `“${name}”有两个文件，请只保留一个。`))
    try {
      const { sheets } = await readSheet(join(folder, file))
      const sheet =
        sheets.find((candidate) => candidate.name === name) ?? sheets.find((candidate) => !candidate.hidden)
      if (sheet) files.set(name, { file, sheet })
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      issues.push(issue(error.code, file, error.message))
      failed.add(name)
    }
  }
  return { files, unread: (name) => failed.has(name), issues }
}

/** Reads the rows of one object; every wrong cell is an issue, all at once. */
export function readRows(object: RecordObject, { file, sheet }: RecordFile, issues: RecordIssue[]): ReadRows {
  const columns = object.fields.map((field) => columnOf(field, sheet, file, object, issues))
  const rows = sheet.rows
    .filter(({ values }) => values.some((cell) => cell.kind !== 'empty'))
    .map(({ row, values }) => ({
      line: row,
      values: object.fields.map((field, i) => readOne(field, values[columns[i] ?? -1], file, row, issues)),
    }))
  reportDuplicates(object, rows, file, issues)
  return { rows, missing: columns.flatMap((column, i) => (column < 0 ? [i] : [])), file }
}

function columnOf(
  field: Field,
  sheet: PlainSheet,
  file: string,
  object: RecordObject,
  issues: RecordIssue[],
): number {
  const plain = (text: string) =>
    text
      .replace(/[\s*＊]/g, '')
      .replace(/[（(].*[）)]$/, '')
      .normalize('NFC')
  const exact = sheet.headings.indexOf(field.label)
  const index = exact >= 0 ? exact : sheet.headings.findIndex((heading) => plain(heading) === field.label)
  if (index < 0 && !field.nullable) {
    const text = `缺少“${field.label}”一列。“${object.label}”的第一行要写字段名称，现在有：${sheet.headings.join('、')}。`
    issues.push({ ...issue('records-column', file, text), line: 1 })
  }
  return index
}

function readOne(
  field: Field,
  cell: Cell | undefined,
  file: string,
  line: number,
  issues: RecordIssue[],
): string | null {
  if (!cell || cell.kind === 'empty' || cell.text.trim() === '') {
    if (cell && !field.nullable) {
      const text = `“${field.label}”不能为空；允许为空的字段要在制度里写“可空”。`
      issues.push({ ...issue('records-empty', file, text), line, column: field.label })
    }
    return null
  }
  const read = readField(field, cell)
  if ('value' in read) return read.value
  issues.push({
    ...issue('records-value', file, `“${field.label}”写的是“${cell.shown ?? cell.text}”，${read.expected}。`),
    line,
    column: field.label,
  })
  return null
}

function reportDuplicates(
  object: RecordObject,
  rows: ReadRows['rows'],
  file: string,
  issues: RecordIssue[],
): void {
  const columns = [...object.key, ...(object.period === undefined ? [] : [object.period])]
  const indexes = columns.map((column) => object.fields.findIndex((field) => field.columns[0] === column))
  if (indexes.includes(-1)) return
  const seen = new Map<string, number>()
  for (const { line, values } of rows) {
    const key = indexes.map((index) => values[index] ?? '').join(' / ')
    const first = seen.get(key)
    if (first !== undefined) {
      issues.push({ ...issue('records-duplicate', file, `主键“${key}”与第 ${first} 行重复。`), line })
    }
    seen.set(key, first ?? line)
  }
}

/** A row of a month would never be seen by a policy that settles quarters. */
export function checkPeriods(
  object: RecordObject,
  { rows, file }: ReadRows,
  length: { readonly name: Period['length']; readonly text: string },
  issues: RecordIssue[],
): void {
  const index = object.fields.findIndex((field) => field.columns[0] === object.period)
  const field = object.period === undefined ? undefined : object.fields[index]
  for (const { line, values } of field ? rows : []) {
    const written = values[index] ?? ''
    const period = parsePeriod(written)
    if (!period || period.length === length.name) continue
    const text = `“${field?.label}”写的是“${written}”，制度按${length.text}考核。`
    issues.push({ ...issue('records-period', file, text), line, column: field?.label ?? '' })
  }
}

/** Every reference must lead to a record, in whatever period. */
export function checkReferences(
  objects: readonly RecordObject[],
  read: ReadonlyMap<string, ReadRows>,
  issues: RecordIssue[],
): void {
  for (const object of objects) {
    const own = read.get(object.id)
    for (const [i, field] of object.fields.entries()) {
      if (!own || field.type.kind !== 'reference') continue
      const targetId = field.type.object
      const target = objects.find((other) => other.id === targetId)
      const found = target && read.get(target.id)
      // Where the other file has no key column, that is what is wrong.
      const keys = found && keysOf(target, found)
      for (const { line, values } of keys ? own.rows : []) {
        const value = values[i]
        if (value === null || value === undefined || keys?.has(value)) continue
        const text = `“${target?.label}”里没有“${value}”。`
        issues.push({ ...issue('records-reference', own.file, text), line, column: field.label })
      }
    }
  }
}

function keysOf(object: RecordObject, { rows, missing }: ReadRows): Set<string> | undefined {
  const index = object.fields.findIndex((field) => field.columns[0] === object.key[0])
  return missing.includes(index) ? undefined : new Set(rows.flatMap(({ values }) => values[index] ?? []))
}

export function issue(code: string, file: string, message: string): RecordIssue {
  return { code, severity: 'error', message, file }
}
