/** Warnings about law: the words, the article, the region. It proposes; a named person decides. */
import { Checkbox } from 'antd'
import { StatusTag } from '../../components/status-tag.tsx'
import { useLanguage } from '../../i18n.ts'
import type { Draft, LawWarning } from './data.ts'
import styles from './policies.module.css'
import { usePolicyTexts } from './texts.ts'

interface Props {
  readonly law: readonly LawWarning[]
  /** With these, every warning is ticked off by whoever decides. */
  readonly read?: readonly string[]
  readonly onRead?: (ids: readonly string[]) => void
  readonly acknowledged?: Draft['acknowledged']
}

export function LawList({ law, read = [], onRead, acknowledged }: Props) {
  const t = usePolicyTexts()
  const language = useLanguage()
  if (law.length === 0) return <p className={styles.help}>{t('lawNone')}</p>
  return (
    <>
      <p className={styles.help}>{t('lawHelp')}</p>
      <ul className={styles.law}>
        {law.map((warning) => {
          const by = acknowledged?.find(({ id }) => id === warning.id)?.by
          return (
            <li key={warning.id} data-level={warning.level}>
              <div>
                <StatusTag kind={warning.level === 'error' ? 'wrong' : 'warn'}>
                  {warning.level === 'error' ? t('lawError') : t('lawWarning')} {warning.code}
                </StatusTag>{' '}
                <small>
                  {warning.clause || t('lawWhole')} · {warning.region} · {warning.articles}
                </small>
              </div>
              <div>
                {warning.quote && <q>{warning.quote}</q>} {language === 'en' ? warning.english : warning.text}
              </div>
              {onRead && (
                <Checkbox
                  checked={read.includes(warning.id)}
                  onChange={({ target }) =>
                    onRead(target.checked ? [...read, warning.id] : read.filter((id) => id !== warning.id))
                  }
                >
                  {t('lawRead')}
                </Checkbox>
              )}
              {by && <small>{t('lawReadBy', { who: by })}</small>}
            </li>
          )
        })}
      </ul>
    </>
  )
}
