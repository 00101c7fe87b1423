import { Refusal } from '../refusal.ts'
import { type Archive, refuseDamaged } from './archive.ts'
import type { Limits } from './limits.ts'
import { type NumberMeaning, numberMeaning } from './number-format.ts'
import { attribute, scanXml, type XmlHandler } from './xml.ts'

/** The parts of a workbook other than its sheets: which sheets there are, number formats and shared strings. */
export interface WorkbookParts {
  readonly sheets: readonly SheetPart[]
  readonly system1904: boolean
  /** By the cell's style number. */
  readonly meanings: readonly NumberMeaning[]
  readonly sharedStrings: readonly string[]
}

export interface SheetPart {
  readonly name: string
  readonly part: string
  readonly hidden: boolean
}

export async function readParts(archive: Archive, limits: Limits): Promise<WorkbookParts> {
  const root = await relations(archive, '', limits)
  const workbook = root.find((relation) => relation.type === 'officeDocument')?.target ?? 'xl/workbook.xml'
  refuseOtherOffice(archive, workbook)
  const links = await relations(archive, workbook, limits)
  const partOf = (type: string) => links.find((relation) => relation.type === type)?.target
  const { sheets, system1904 } = await sheetList(archive, workbook, links, limits)
  return {
    sheets,
    system1904,
    meanings: await styleMeanings(archive, partOf('styles'), limits),
    sharedStrings: await strings(archive, partOf('sharedStrings'), limits),
  }
}

function refuseOtherOffice(archive: Archive, workbook: string) {
  const { file } = archive
  const other = (found: string) => new Refusal('file_wrong_type', { file, found })
  if (/\.bin$/i.test(workbook)) throw other('二进制工作簿（.xlsb）')
  if (/^\/?(word|ppt|visio)\//i.test(workbook)) throw other('Word、PowerPoint 或 Visio 文件')
  if (archive.size(workbook) !== undefined) return
  throw other(archive.size('content.xml') === undefined ? '压缩包（.zip）' : 'OpenDocument 文件（.ods 等）')
}

interface Relation {
  readonly id: string
  readonly type: string
  readonly target: string
}

async function relations(archive: Archive, part: string, limits: Limits): Promise<readonly Relation[]> {
  const slash = part.lastIndexOf('/') + 1
  const folder = part.slice(0, slash)
  const name = `${folder}_rels/${part.slice(slash)}.rels`
  if (archive.size(name) === undefined) return []
  const found: Relation[] = []
  await scanPart(archive, name, limits.partBytes, {
    open(element, attributes) {
      if (element !== 'Relationship' || attribute(attributes, 'TargetMode') === 'External') return
      const type = attribute(attributes, 'Type') ?? ''
      const target = attribute(attributes, 'Target') ?? ''
      const id = attribute(attributes, 'Id') ?? ''
      found.push({ id, type: type.slice(type.lastIndexOf('/') + 1), target: resolvePart(folder, target) })
    },
  })
  return found
}

function resolvePart(folder: string, target: string): string {
  const parts: string[] = []
  for (const step of `${target.startsWith('/') ? '' : folder}${target}`.split('/')) {
    if (step === '..') parts.pop()
    else if (step !== '' && step !== '.') parts.push(step)
  }
  return parts.join('/')
}

async function sheetList(archive: Archive, workbook: string, links: readonly Relation[], limits: Limits) {
  const targets = new Map(
    links.filter((link) => link.type === 'worksheet').map((link) => [link.id, link.target]),
  )
  const sheets: SheetPart[] = []
  let system1904 = false
  await scanPart(archive, workbook, limits.partBytes, {
    open(element, attributes) {
      if (element === 'workbookPr') system1904 = /^(1|true|on)$/.test(attribute(attributes, 'date1904') ?? '')
      if (element !== 'sheet') return
      const part = targets.get(attribute(attributes, 'id') ?? '')
      const hidden = /hidden/i.test(attribute(attributes, 'state') ?? '')
      if (part !== undefined) sheets.push({ name: attribute(attributes, 'name') ?? '', part, hidden })
    },
  })
  const { file } = archive
  if (sheets.length === 0) throw new Refusal('file_empty', { file })
  if (sheets.length > limits.sheets)
    throw new Refusal('file_bomb', { file, cause: `有 ${sheets.length} 张工作表` })
  return { sheets, system1904 }
}

async function styleMeanings(archive: Archive, part: string | undefined, limits: Limits) {
  const codes = new Map<number, string>()
  const meanings: NumberMeaning[] = []
  let inCellFormats = false
  if (part === undefined || archive.size(part) === undefined) return meanings
  await scanPart(archive, part, limits.partBytes, {
    open(element, attributes) {
      if (element === 'cellXfs') inCellFormats = true
      if (element === 'numFmt')
        codes.set(Number(attribute(attributes, 'numFmtId')), attribute(attributes, 'formatCode') ?? '')
      if (element !== 'xf' || !inCellFormats) return
      const id = Number(attribute(attributes, 'numFmtId') ?? 0)
      meanings.push(numberMeaning(id, codes.get(id)))
    },
    close(element) {
      if (element === 'cellXfs') inCellFormats = false
    },
  })
  return meanings
}

async function strings(
  archive: Archive,
  part: string | undefined,
  limits: Limits,
): Promise<readonly string[]> {
  const found: string[] = []
  if (part === undefined || archive.size(part) === undefined) return found
  const text = richText()
  await scanPart(archive, part, limits.sharedStringsBytes, {
    open: text.open,
    text: text.text,
    close(element) {
      text.close(element)
      if (element === 'si') found.push(text.take())
    },
  })
  return found
}

/** Collects the text of a string that may come in formatted runs, without the phonetic guide. */
export function richText() {
  let inText = false
  let phonetic = false
  let value = ''
  return {
    open(element: string) {
      if (element === 't') inText = true
      else if (element === 'rPh') phonetic = true
    },
    text(part: string) {
      if (inText && !phonetic) value += part
    },
    close(element: string) {
      if (element === 't') inText = false
      else if (element === 'rPh') phonetic = false
    },
    take(): string {
      const whole = value
      value = ''
      return decodeEscapes(whole)
    },
  }
}

/** Excel writes characters XML cannot hold as `_x000D_`. */
export function decodeEscapes(text: string): string {
  if (!text.includes('_x')) return text
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
}

async function scanPart(
  archive: Archive,
  part: string,
  limit: number,
  handler: Partial<XmlHandler>,
): Promise<void> {
  const ignore = () => {}
  try {
    const scanner = scanXml({ open: ignore, close: ignore, text: ignore, ...handler })
    const size = archive.size(part) ?? 0
    if (size > limit) throw new Refusal('file_bomb', { file: archive.file, cause: `${part} 解开后过大` })
    const decoder = new TextDecoder('utf-8', { fatal: true })
    for await (const chunk of archive.stream(part, true))
      scanner.write(decoder.decode(chunk, { stream: true }))
    scanner.write(decoder.decode())
    scanner.end()
  } catch (error) {
    refuseDamaged(archive.file, error)
  }
}
