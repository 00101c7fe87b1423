/** A policy as a document to read: contents beside it, clauses that can be linked to, formulas in the flow. */
import { useEffect } from 'react'
import type { Clause, Program } from '../../../../src/language/index.ts'
import { usePolicyTexts } from '../texts.ts'
import { Blocks } from './blocks.tsx'
import styles from './document.module.css'
import { Formulas } from './formulas.tsx'

/** The same on statements and search: the first clause of the document is clause-1. */
export const clauseId = (clauses: readonly Clause[], from: number) =>
  `clause-${clauses.findIndex((clause) => clause.from === from) + 1}`

export function PolicyDocument({ read }: { readonly read: Program }) {
  const t = usePolicyTexts()
  const { document } = read
  const { clauses, meta, text, tables } = document
  const title = clauses[0]?.title === meta.name ? clauses[0] : undefined
  useEffect(showPlace, [])
  return (
    <div className={styles.layout}>
      <nav className={styles.contents} aria-label={t('contents')}>
        <h2>{t('contents')}</h2>
        <ol>
          {clauses
            .filter((clause) => clause !== title)
            .map((clause) => (
              <li key={clause.from} data-level={clause.level}>
                <a href={`#${clauseId(clauses, clause.from)}`}>{clause.title}</a>
              </li>
            ))}
        </ol>
      </nav>
      <article className={styles.document} lang="zh-CN">
        <Blocks
          text={text}
          from={headEnd(text)}
          heading={(from) => (from === title?.from ? null : clauseId(clauses, from))}
          caption={(from, to) => tables.find((table) => table.from >= from && table.from < to)?.name.text}
          code={(language, from, to) =>
            language === 'policy' ? <Formulas read={read} from={from} to={to} /> : undefined
          }
        />
      </article>
    </div>
  )
}

function headEnd(text: string): number {
  return /^\uFEFF?\s*---[ \t]*\r?\n[\s\S]*?\r?\n---[ \t]*(?:\r?\n|$)/.exec(text)?.[0].length ?? 0
}

/** The document comes after the page, so the browser has not found the place in the address. */
function showPlace(): void {
  const id = named(location.hash.slice(1))
  if (id) document.getElementById(id)?.scrollIntoView()
}

/** An address typed by hand need not be well encoded. */
function named(encoded: string): string {
  try {
    return decodeURIComponent(encoded)
  } catch {
    return ''
  }
}
