/** Markdown with policy blocks, for CodeMirror: the grammar of the compiler, its colours, and what can be folded. */
import {
  defineLanguageFacet,
  foldService,
  HighlightStyle,
  indentService,
  Language,
  LanguageSupport,
  languageDataProp,
  syntaxHighlighting,
} from '@codemirror/language'
import { styleTags, tags } from '@lezer/highlight'
import { type BlockParser, type MarkdownConfig, parser as markdown, parseCode, Table } from '@lezer/markdown'
import { parser } from '../../../../src/language/syntax/parser.generated.ts'

const policy = parser.configure({
  props: [
    styleTags({
      'Head/Name': tags.className,
      'Line/Name': tags.definition(tags.variableName),
      'Path/Name': tags.variableName,
      'Call/Name': tags.function(tags.variableName),
      'Named/Name': tags.propertyName,
      'TypeNote/Name': tags.typeName,
      'And Or In NotIn Declare': tags.keyword,
      'Number Percent Date': tags.number,
      Text: tags.string,
      'Times Divide Plus Minus Compare': tags.operator,
      Comment: tags.comment,
    }),
  ],
})

/** The head between two lines of ---, so that it is no heading. */
const head: BlockParser = {
  name: 'FrontMatter',
  before: 'HorizontalRule',
  parse(context, line) {
    if (context.lineStart !== 0 || line.text.trim() !== '---') return false
    const start = context.lineStart
    while (context.nextLine()) {
      if (line.text.trim() !== '---') continue
      const end = context.lineStart + line.text.length
      context.nextLine()
      context.addElement(context.elt('FrontMatter', start, end))
      return true
    }
    return false
  },
}

const frontMatter: MarkdownConfig = {
  defineNodes: [{ name: 'FrontMatter', block: true, style: tags.meta }],
  parseBlock: [head],
}

const data = defineLanguageFacet({
  commentTokens: { line: '//' },
  closeBrackets: { brackets: ['(', '[', '"'] },
})

const language = new Language(
  data,
  markdown.configure([
    Table,
    frontMatter,
    parseCode({ codeParser: (info) => (info.trim() === 'policy' ? policy : null) }),
    { props: [languageDataProp.add({ Document: data })] },
  ]),
  [],
  'policy document',
)

const colours = HighlightStyle.define([
  { tag: tags.heading, fontWeight: '700', color: 'var(--primary)' },
  { tag: tags.strong, fontWeight: '700' },
  { tag: tags.emphasis, fontStyle: 'italic' },
  { tag: tags.meta, color: 'var(--soft)' },
  { tag: tags.className, fontWeight: '700', color: 'var(--primary)' },
  { tag: tags.definition(tags.variableName), fontWeight: '600' },
  { tag: tags.function(tags.variableName), color: 'var(--earned)' },
  { tag: tags.typeName, color: 'var(--soft)' },
  { tag: tags.propertyName, color: 'var(--soft)' },
  { tag: tags.keyword, fontWeight: '600', color: 'var(--primary)' },
  { tag: [tags.number, tags.string], color: 'var(--good)' },
  { tag: tags.comment, color: 'var(--faint)' },
  { tag: tags.processingInstruction, color: 'var(--faint)' },
])

const level = (line: string) => /^(#{1,6})\s/.exec(line)?.[1]?.length

/** A clause folds up to the next heading of its rank or above. */
const clauses = foldService.of((state, from) => {
  const first = state.doc.lineAt(from)
  const own = level(first.text)
  if (own === undefined) return null
  let last = first
  for (let number = first.number + 1; number <= state.doc.lines; number += 1) {
    const line = state.doc.line(number)
    const other = level(line.text)
    if (other !== undefined && other <= own) break
    if (line.text.trim() !== '') last = line
  }
  return last.number > first.number ? { from: first.to, to: last.to } : null
})

/** A new line goes on below the one before; below an object's name its definitions begin. */
const indentation = indentService.of((context, position) => {
  const { text } = context.lineAt(position, -1)
  const own = /^ */.exec(text)?.[0].length ?? 0
  return /^[^\s|#:：=-][^:：=]*[:：]$/.test(text.trimEnd()) ? own + 2 : own
})

export const policyLanguage = () =>
  new LanguageSupport(language, [syntaxHighlighting(colours), clauses, indentation])
