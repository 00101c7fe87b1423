import fc from 'fast-check'
import { SaxesParser } from 'saxes'
import { expect, test } from 'vitest'
import { attribute, scanXml } from './xml.ts'

type Event = readonly [kind: string, value: string, attributes?: Readonly<Record<string, string>>]

function ours(chunks: readonly string[]): Event[] {
  const events: Event[] = []
  const scanner = scanXml({
    open: (name, raw) =>
      events.push(['open', name, { r: attribute(raw, 'r') ?? '', t: attribute(raw, 't') ?? '' }]),
    close: (name) => events.push(['close', name]),
    text: (value) => events.push(['text', value]),
  })
  for (const chunk of chunks) scanner.write(chunk)
  scanner.end()
  return joined(events)
}

function theirs(text: string): Event[] {
  const events: Event[] = []
  const parser = new SaxesParser()
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', ({ name, attributes }) =>
    events.push(['open', name, { r: attributes.r ?? '', t: attributes.t ?? '' }]),
  )
  parser.on('closetag', ({ name }) => events.push(['close', name]))
  parser.on('text', (value) => events.push(['text', value]))
  parser.on('cdata', (value) => events.push(['text', value]))
  parser.write(text).close()
  return joined(events)
}

/** Where text is cut into pieces does not matter. */
function joined(events: readonly Event[]): Event[] {
  const found: Event[] = []
  for (const event of events) {
    const last = found.at(-1)
    if (event[0] === 'text' && last?.[0] === 'text') found[found.length - 1] = ['text', last[1] + event[1]]
    else if (event[1] !== '') found.push(event)
  }
  return found
}

const text = fc.stringMatching(/^[ a-c行，>"']{0,8}$/)
const escaped = fc.constantFrom('&amp;', '&lt;', '&#34;', '&#x4E2D;', '&gt;')
const value = fc.stringMatching(/^[ a-b>=/行]{0,6}$/)
const quoted = fc.oneof(
  value.map((v) => `"${v}'"`),
  value.map((v) => `'${v}"'`),
  value.map((v) => `"${v}"`),
)
const tag = fc
  .record({ r: fc.option(quoted), t: fc.option(quoted), gap: fc.constantFrom(' ', '\n', '  ') })
  .map(
    ({ r, t, gap }) => `${r === null ? '' : `${gap}r=${r}`}${t === null ? '' : `${gap}t${gap}=${t}`}${gap}`,
  )
const node: fc.Arbitrary<string> = fc.letrec<{ node: string }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small' },
    text,
    escaped,
    text.map((inside) => `<![CDATA[${inside}<&]]>`),
    fc.constantFrom('<!-- <c> -->', '<?go on?>'),
    tag.map((attributes) => `<v${attributes}/>`),
    fc
      .tuple(tag, fc.array(tie('node'), { maxLength: 4 }))
      .map(([a, inside]) => `<c${a}>${inside.join('')}</c>`),
  ),
})).node

test('any document reads as a validating library reads it, wherever the chunks are cut', () => {
  fc.assert(
    fc.property(fc.array(node), fc.array(fc.nat(400), { maxLength: 5 }), (nodes, cuts) => {
      const document = `<?xml version="1.0"?><row>${nodes.join('')}</row>`
      const ends = [...cuts.map((cut) => Math.min(cut, document.length)), document.length].sort(
        (a, b) => a - b,
      )
      const chunks = ends.map((end, at) => document.slice(ends[at - 1] ?? 0, end))
      expect(ours(chunks)).toEqual(theirs(document))
    }),
  )
})

test('prefixes are dropped', () => {
  expect(ours(['<x:row><x:c x:r="A1"></x:c ></x:row>']).map((event) => event[1])).toEqual([
    'row',
    'c',
    'c',
    'row',
  ])
})

test.each([
  '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
  '<!DOCTYPE a><a/>',
  '<a>&x;</a>',
  '<a>&amp</a>',
  '<a>&#x110000;</a>',
  '<a><b></a></b>',
  '<a>',
  '<a',
  '<a></a></a>',
  '<!ELEMENT a ANY>',
])('%s is refused (ASVS 1.5.1)', (document) => {
  expect(() => ours([document])).toThrow()
})

test('one endless token is refused before it fills the memory', () => {
  const scanner = scanXml({ open() {}, close() {}, text() {} })
  expect(() => {
    for (let at = 0; at < 40; at += 1) scanner.write('<a b="'.padEnd(65_536, 'x'))
  }).toThrow()
})
