/**
 * A tokeniser for the XML inside workbooks: elements, attributes and text, in chunks, without building a tree.
 *
 * It reads no document types and no entities of its own, so there is nothing to expand and nowhere to reach out to:
 * a DOCTYPE is refused. Prefixes are dropped, since producers differ in them.
 */
export interface XmlHandler {
  /** `attributes` is the text between the name and the end of the tag; see {@link attribute}. */
  open(name: string, attributes: string): void
  close(name: string): void
  text(value: string): void
  /**
   * A chance to take the markup at `start` in one step, for what a file repeats a million times. Gives the index
   * after a whole element that was taken, or `start`.
   */
  skim?(text: string, start: number): number
}

export interface XmlScanner {
  write(chunk: string): void
  /** Call after the last chunk: throws when the document is cut short. */
  end(): void
}

/** Thrown for text that is not well formed; the reader of the file turns it into a refusal. */
export class XmlError extends Error {}

const longestToken = 1_048_576
const exclamation = 33
const question = 63
const cdata = '<![CDATA['

export function scanXml(handler: XmlHandler): XmlScanner {
  const path: string[] = []
  let rest = ''

  const closeTag = (name: string) => {
    if (path.pop() !== name) throw new XmlError(`</${name}>`)
    handler.close(name)
  }

  const tag = (text: string, from: number, to: number) => {
    if (text.charCodeAt(from + 1) === 47) return closeTag(localName(text, from + 2, to))
    const empty = text.charCodeAt(to - 1) === 47
    const end = empty ? to - 1 : to
    let nameEnd = from + 1
    while (nameEnd < end && text.charCodeAt(nameEnd) > 32) nameEnd += 1
    const name = localName(text, from + 1, nameEnd)
    path.push(name)
    handler.open(name, text.slice(nameEnd, end))
    if (empty) closeTag(name)
  }

  const write = (chunk: string) => {
    const text = rest === '' ? chunk : rest + chunk
    let at = 0
    for (;;) {
      const found = text.indexOf('<', at)
      const start = found === at && handler.skim !== undefined ? handler.skim(text, found) : found
      if (start > found) {
        at = start
        continue
      }
      const end = start === -1 ? -1 : markupEnd(text, start)
      if (end === -1) break
      if (start > at) handler.text(unescapeXml(text.slice(at, start)))
      const next = text.charCodeAt(start + 1)
      if (next !== exclamation && next !== question) tag(text, start, end)
      else if (text.startsWith(cdata, start)) handler.text(text.slice(start + cdata.length, end - 2))
      at = end + 1
    }
    rest = text.slice(at)
    if (rest.length > longestToken) throw new XmlError('token')
  }

  return {
    write,
    end() {
      if (rest.trim() !== '' || path.length > 0) throw new XmlError('end')
    },
  }
}

/** Index of the `>` that ends the markup beginning at `start`; -1 when the chunk ends within it. */
function markupEnd(text: string, start: number): number {
  const next = text.charCodeAt(start + 1)
  if (next !== exclamation && next !== question) return tagEnd(text, start)
  if (next === question) return endOf(text, start + 2, '?>')
  if (text.startsWith('<!--', start)) return endOf(text, start + 4, '-->')
  if (text.startsWith(cdata, start)) return endOf(text, start + cdata.length, ']]>')
  if (text.length - start < cdata.length) return -1
  throw new XmlError('DOCTYPE')
}

function endOf(text: string, from: number, mark: string): number {
  const at = text.indexOf(mark, from)
  return at === -1 ? -1 : at + mark.length - 1
}

/** A `>` inside an attribute value does not end the tag. */
function tagEnd(text: string, start: number): number {
  let quote = 0
  for (let at = start + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (quote !== 0) {
      if (code === quote) quote = 0
    } else if (code === 62) return at
    else if (code === 34 || code === 39) quote = code
  }
  return -1
}

function localName(text: string, from: number, to: number): string {
  const name = text.slice(from, to)
  const local = name.includes(':') ? name.slice(name.indexOf(':') + 1) : name
  return local.charCodeAt(local.length - 1) <= 32 ? local.trimEnd() : local
}

/** The value of one attribute, whatever its prefix, in the attribute text that `open` was given. */
export function attribute(attributes: string, name: string): string | undefined {
  return attributes.includes("'") ? searchAttribute(attributes, name) : plainAttribute(attributes, name)
}

/** The usual spelling, which is most of the work on a large sheet. A double-quoted value cannot contain ` name="`. */
function plainAttribute(attributes: string, name: string): string | undefined {
  const mark = ` ${name}="`
  const at = attributes.indexOf(mark)
  if (at === -1) return attributes.includes(name) ? searchAttribute(attributes, name) : undefined
  const start = at + mark.length
  return unescapeXml(attributes.slice(start, attributes.indexOf('"', start)))
}

function searchAttribute(attributes: string, name: string): string | undefined {
  let at = 0
  for (;;) {
    const equals = attributes.indexOf('=', at)
    if (equals === -1) return undefined
    let open = equals + 1
    while (attributes.charCodeAt(open) <= 32) open += 1
    const quote = attributes.charAt(open)
    const close = quote === '"' || quote === "'" ? attributes.indexOf(quote, open + 1) : -1
    if (close === -1) throw new XmlError('attribute')
    if (attributeName(attributes, at, equals) === name) return unescapeXml(attributes.slice(open + 1, close))
    at = close + 1
  }
}

function attributeName(attributes: string, from: number, to: number): string {
  const name = attributes.slice(from, to).trim()
  return name.slice(name.indexOf(':') + 1)
}

const entities: ReadonlyMap<string, string> = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
  ['apos', "'"],
])

function unescapeXml(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(/&([^;&]{0,12});?/g, (whole, name: string) => {
    const value = entities.get(name) ?? characterOf(name)
    if (value === undefined || !whole.endsWith(';')) throw new XmlError(whole)
    return value
  })
}

function characterOf(reference: string): string | undefined {
  const match = /^#(?:x([0-9a-f]{1,6})|(\d{1,7}))$/i.exec(reference)
  if (match === null) return undefined
  const code = match[1] === undefined ? Number(match[2]) : Number.parseInt(match[1], 16)
  return code > 0x10ffff ? undefined : String.fromCodePoint(code)
}
