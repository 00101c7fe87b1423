/** A policy block set like the rest of the page: what is defined, its formula beside it, names linked to their definition. */
import type { SyntaxNode } from '@lezer/common'
import type { ReactNode } from 'react'
import { functions, type Program, type RecordObject } from '../../../../src/language/index.ts'
import { parser } from '../../../../src/language/syntax/parser.generated.ts'
import { useLanguage } from '../../../i18n.ts'
import { about } from '../language/explain.ts'
import { type Meaning, meanings } from '../language/resolve.ts'
import styles from './document.module.css'

const called = new Set(functions.flatMap(({ names }) => names))
const keywords = new Set(['And', 'Or', 'In', 'NotIn', 'Declare', 'kwNot', 'kwWhole'])

interface Props {
  readonly read: Program
  readonly from: number
  readonly to: number
}

export function Formulas({ read, from, to }: Props) {
  const text = read.document.text.slice(from, to)
  const top = parser.parse(text).topNode
  const parts: ReactNode[] = []
  let at = 0
  for (const section of top.getChildren('Section')) {
    parts.push(...remarks(text, at, section.from))
    parts.push(<Section key={section.from} text={text} node={section} read={read} />)
    at = section.to
  }
  parts.push(...remarks(text, at, text.length))
  return <div className={styles.formulas}>{parts}</div>
}

/** What stands between sections: comments, or lines that could not be read. */
function remarks(text: string, from: number, to: number): ReactNode[] {
  const found = text.slice(from, to).trim()
  return found === ''
    ? []
    : [
        <p key={`remark-${from}`} className={styles.remark}>
          {found.replace(/^\/\/\s?/gm, '')}
        </p>,
      ]
}

interface Part {
  readonly text: string
  readonly node: SyntaxNode
  readonly read: Program
}

function Section({ text, node, read }: Part) {
  const head = node.getChild('Head')
  const name = head?.getChild('Name')
  const label = name ? text.slice(name.from, name.to) : ''
  const object = read.names.objects.find((own) => own.label === label)
  const rows: ReactNode[] = []
  let at = head?.to ?? node.from
  for (const line of node.getChildren('Line')) {
    rows.push(...remarks(text, at, line.from))
    rows.push(<Definition key={line.from} text={text} node={line} read={read} object={object} />)
    at = line.to
  }
  return (
    <div className={styles.object}>
      <p className={styles.objectName}>
        {head ? text.slice(head.from, head.to).replace(/[:：]\s*$/, '') : ''}
      </p>
      {rows}
    </div>
  )
}

/** Where a definition stands on the page. */
export const definitionId = (object: string, name: string) => `def-${object}-${name}`

function Definition({ text, node, read, object }: Part & { readonly object: RecordObject | undefined }) {
  const name = node.getChild('Name')
  const type = node.getChild('TypeNote')
  const formula = node.getChild('Expression')
  const label = name ? text.slice(name.from, name.to) : ''
  return (
    <div className={styles.definition}>
      <dfn id={definitionId(object?.id ?? '', label)} tabIndex={-1}>
        {label}
        {type && <small>（{text.slice(type.from, type.to)}）</small>}
      </dfn>
      <span className={styles.formula}>
        {formula ? (
          <>
            <span className={styles.equals}>= </span>
            {tokens({ text, node: formula, read }, object)}
          </>
        ) : (
          text.slice(name?.to ?? node.from, node.to)
        )}
      </span>
    </div>
  )
}

/** The formula piece by piece, line breaks as written but without the indentation of the block. */
function tokens({ text, node, read }: Part, object: RecordObject | undefined): ReactNode[] {
  const parts: ReactNode[] = []
  let at = node.from
  const plain = (to: number) => {
    if (to > at) parts.push(...commented(text.slice(at, to).replace(/\n[ \t]+/g, '\n  '), at))
    at = to
  }
  node.cursor().iterate((ref) => {
    const piece = text.slice(ref.from, ref.to)
    if (ref.name === 'Path') {
      plain(ref.from)
      parts.push(<Path key={ref.from} read={read} object={object} names={piece.split(/[.．]/)} />)
      at = ref.to
      return false
    }
    const kind = kindOf(ref.name, piece, ref.node.parent?.name)
    if (kind) {
      plain(ref.from)
      parts.push(
        <span key={ref.from} className={styles[kind]}>
          {piece}
        </span>,
      )
      at = ref.to
      return false
    }
    return true
  })
  plain(node.to)
  return parts
}

function kindOf(name: string, piece: string, parent: string | undefined) {
  if (keywords.has(name)) return parent === 'Call' ? 'called' : 'keyword'
  if (name === 'Number' || name === 'Date') return 'figure'
  if (name === 'Text') return 'words'
  if (name === 'Name') return parent === 'Call' && called.has(piece.toUpperCase()) ? 'called' : 'label'
  return undefined
}

function commented(text: string, key: number): ReactNode[] {
  return text.split(/(\/\/[^\n]*|非|全部)/).map((part, i) =>
    part.startsWith('//') ? (
      <span key={`${key}-${i}`} className={styles.remark}>
        {part}
      </span>
    ) : part === '非' || part === '全部' ? (
      <span key={`${key}-${i}`} className={styles.keyword}>
        {part}
      </span>
    ) : (
      part
    ),
  )
}

function Path({
  read,
  object,
  names,
}: {
  readonly read: Program
  readonly object: RecordObject | undefined
  readonly names: readonly string[]
}) {
  const found = meanings(read, object, names)
  return (
    <>
      {names.map((name, i) => {
        const meaning = found[i]
        return (
          <span key={i}>
            {i > 0 && '.'}
            <Word read={read} meaning={meaning} name={name} />
          </span>
        )
      })}
    </>
  )
}

function Word({
  read,
  meaning,
  name,
}: {
  readonly read: Program
  readonly meaning: Meaning | undefined
  readonly name: string
}) {
  const language = useLanguage()
  if (!meaning) return <span className={styles.name}>{name}</span>
  const { title, unit, text } = about(read, meaning, language)
  const hint = [title, unit, text].filter(Boolean).join(' · ')
  const to =
    meaning.kind === 'definition'
      ? definitionId(meaning.definition.object.id, meaning.definition.name.text)
      : meaning.kind === 'table'
        ? `table-${meaning.name}`
        : undefined
  return to ? (
    <a href={`#${to}`} className={styles.name} title={hint}>
      {name}
    </a>
  ) : (
    <span className={styles.name} title={hint}>
      {name}
    </span>
  )
}
