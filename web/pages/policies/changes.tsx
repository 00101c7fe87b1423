/** Two texts side by side in one: what was taken away and what was added, word by word, clause by clause. */
import { diffWordsWithSpace } from 'diff'
import { useMemo } from 'react'
import { type ClauseChange, changedClauses } from '../../../src/language/index.ts'
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
          <Words change={change} />
        </section>
      ))}
    </>
  )
}

const segmenter = new Intl.Segmenter('zh', { granularity: 'word' })

function Words({ change }: { readonly change: ClauseChange }) {
  const t = usePolicyTexts()
  const parts = useMemo(
    () =>
      diffWordsWithSpace(tidy(change.before ?? ''), tidy(change.after ?? ''), { intlSegmenter: segmenter }),
    [change],
  )
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms; this is scrolled with the keyboard
    <div role="group" className={styles.words} aria-label={change.title || t('changesHead')}>
      {parts.map((part, i) => {
        const key = `${i}-${part.value.length}`
        if (part.added) return <ins key={key}>{part.value}</ins>
        if (part.removed) return <del key={key}>{part.value}</del>
        return <span key={key}>{folded(part.value)}</span>
      })}
    </div>
  )
}

/** Blanks that only align a table are no change. */
const tidy = (text: string) =>
  text
    .trim()
    .replace(/^(\|.*\|)[ \t]*$/gm, (line) => line.replace(/[ \t]+\|/g, ' |').replace(/-{3,}/g, '---'))

/** Of what stayed the same, a few lines around the changes are enough. */
function folded(text: string): string {
  const lines = text.split('\n')
  return lines.length > 9 ? [...lines.slice(0, 4), '  ……', ...lines.slice(-4)].join('\n') : text
}
