/** Two texts side by side in one: what was taken away and what was added, word by word, clause by clause. */
import { useMemo } from 'react'
import { type ClauseChange, changedClauses } from '../../../src/language/index.ts'
import { ChangedTable } from './changed-table.tsx'
import { differences } from './differences.ts'
import { Marked } from './marked.tsx'
import styles from './policies.module.css'
import { usePolicyTexts } from './texts.ts'

export function Changes({ before, after }: { readonly before: string; readonly after: string }) {
  const t = usePolicyTexts()
  const changes = useMemo(() => changedClauses(before, after), [before, after])
  if (changes.length === 0) return <p>{t('changesNone')}</p>
  return (
    <>
      {changes.map((change) => (
        <section key={`${change.title}-${change.before === undefined}`} className={styles.change}>
          <h3>
            <span>{change.title || t('changesHead')}</span>
            <small className={styles.help}>
              {change.before === undefined
                ? t('changeAdded')
                : change.after === undefined
                  ? t('changeRemoved')
                  : t('changeReworded')}
            </small>
          </h3>
          <Wording change={change} />
        </section>
      ))}
    </>
  )
}

/** Without its heading, where that is the title above. */
function body(text: string | undefined, { title }: ClauseChange): string {
  const [, heading, rest] = /^#{1,6}\s+(.*?)\s*\n([\s\S]*)$/.exec(text ?? '') ?? []
  return heading === title ? (rest ?? '') : (text ?? '')
}

function Wording({ change }: { readonly change: ClauseChange }) {
  const t = usePolicyTexts()
  const parts = useMemo(() => differences(body(change.before, change), body(change.after, change)), [change])
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={styles.words} aria-label={change.title || t('changesHead')} tabIndex={0}>
      {parts.map((part, i) =>
        part.kind === 'table' ? (
          <ChangedTable key={`table ${i}`} table={part} />
        ) : (
          <p key={`words ${i}`} className={styles.prose}>
            <Marked before={part.before} after={part.after} fold />
          </p>
        ),
      )}
    </section>
  )
}
