/** A draft to read and decide about: what it does in numbers first, then what changes in words, what the law may say. */
import { EditOutlined, PrinterOutlined } from '@ant-design/icons'
import { useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Alert, Button, Space } from 'antd'
import { useAddress } from '../../app/address.ts'
import { PageHeader } from '../../components/page-header.tsx'
import { periodOf } from '../../components/period-text.tsx'
import { useTexts } from '../../i18n.ts'
import { Changes } from './changes.tsx'
import { type Draft, draftQuery, policyList, useReading, useText } from './data.ts'
import { Decide } from './decide.tsx'
import { LivePanel } from './editor/live-panel.tsx'
import { EffectFigures, EffectOfChange, EffectSentence } from './effect/effect-view.tsx'
import { Reader } from './head.tsx'
import { LawList } from './law-list.tsx'
import styles from './policies.module.css'
import { DraftTag } from './tags.tsx'
import { usePolicyTexts } from './texts.ts'

export function DraftPage({ id }: { readonly id: string }) {
  const t = usePolicyTexts()
  const { data } = useSuspenseQuery(draftQuery(id))
  const { draft, document, law, may } = data
  const base = useText(draft.basedOn === null ? undefined : String(draft.basedOn))
  return (
    <>
      <PageHeader
        title={`${draft.policy || t('draftNew')} ${draft.version}`}
        back="/policies"
        status={<DraftTag state={draft.state} />}
        answer={<Answer draft={draft} />}
        actions={
          <Space wrap>
            <Button icon={<PrinterOutlined />} onClick={() => print()}>
              {t('print')}
            </Button>
            {draft.versionId !== null && (
              <Link to={`/policies/${draft.versionId}` as string}>
                <Button tabIndex={-1}>{t('toVersion')}</Button>
              </Link>
            )}
            {may.edit && (
              <Link to={`/policies/d${draft.id}/edit` as string}>
                <Button icon={<EditOutlined />} tabIndex={-1}>
                  {t('goOn')}
                </Button>
              </Link>
            )}
          </Space>
        }
      />
      {draft.state === 'refused' && (
        <Alert
          type="warning"
          showIcon
          title={t('editRefused', { who: draft.decidedBy ?? '', reason: draft.decisionReason ?? '' })}
        />
      )}
      {draft.state !== 'approved' && draft.basedOn !== null && <Numbers draft={draft} />}
      {draft.state !== 'approved' && draft.basedOn === null && <Trial id={draft.id} document={document} />}
      {base && (
        <section className={styles.section}>
          <h2>{t('changes')}</h2>
          <Changes before={base.document} after={document} />
        </section>
      )}
      {may.decide ? (
        <Decide answer={data} />
      ) : (
        <section className={styles.section}>
          <h2>{t('law')}</h2>
          <LawList law={law} acknowledged={draft.acknowledged} />
        </section>
      )}
      <section className={styles.section}>
        <h2>{t('whole')}</h2>
        <Reader document={document} digest={draft.digest} />
      </section>
    </>
  )
}

function Answer({ draft }: { readonly draft: Draft }) {
  const t = usePolicyTexts()
  const origin = draft.basedOnVersion ? t('draftOf', { version: draft.basedOnVersion }) : t('draftNew')
  const submitted =
    draft.submittedBy &&
    t('submittedBy', { who: draft.submittedBy, when: draft.submittedAt?.slice(0, 16) ?? '' })
  const decided =
    draft.decidedBy && t('decidedBy', { who: draft.decidedBy, when: draft.decidedAt?.slice(0, 16) ?? '' })
  return <>{[origin, t('draftBy', { who: draft.author }), submitted, decided].filter(Boolean).join(' · ')}</>
}

/** A first policy takes the place of nothing: what it comes to is seen on somebody's records, and for everybody. */
function Trial({ id, document }: { readonly id: number; readonly document: string }) {
  const t = usePolicyTexts()
  const { data } = useSuspenseQuery(policyList)
  const reading = useReading(document)
  const sound = reading?.issues.every(({ severity }) => severity !== 'error')
  const [{ month }] = useAddress()
  const period = month ?? data.trialPeriods[0]
  return (
    <>
      {/* In a box of its own: beside nothing it need not stick. */}
      <div className={styles.section}>
        <LivePanel document={sound ? document : undefined} periods={data.trialPeriods} />
      </div>
      {sound && period !== undefined && (
        <section className={styles.section}>
          <h2>{t('effect')}</h2>
          <EffectOfChange key={period} before={null} after={`d${id}`} period={period} />
        </section>
      )}
    </>
  )
}

/** What was computed when it was submitted, and the whole table on demand. */
function Numbers({ draft }: { readonly draft: Draft }) {
  const t = usePolicyTexts()
  const shared = useTexts()
  const { data } = useSuspenseQuery(policyList)
  const period = draft.effect?.period ?? data.periods[0]?.period
  return (
    <section className={styles.section}>
      <h2>{t('effect')}</h2>
      {draft.effect && (
        <>
          <p>
            {t('effectAt', { period: periodOf(shared, draft.effect.period) })}：
            <EffectSentence totals={draft.effect.totals} />
          </p>
          <EffectFigures totals={draft.effect.totals} />
        </>
      )}
      {period === undefined ? (
        <p className={styles.help}>{t('effectNone')}</p>
      ) : (
        <EffectOfChange before={String(draft.basedOn)} after={`d${draft.id}`} period={period} />
      )}
    </section>
  )
}
