/** Two versions or drafts: where the texts differ, and who gains and who loses on a month. */
import { useSuspenseQuery } from '@tanstack/react-query'
import { Select, Space } from 'antd'
import { changedClauses } from '../../../src/language/index.ts'
import { useAddress } from '../../app/address.ts'
import { PageHeader } from '../../components/page-header.tsx'
import { periodOf } from '../../components/period-text.tsx'
import { useTexts } from '../../i18n.ts'
import { Changes } from './changes.tsx'
import { policyList, useText } from './data.ts'
import { EffectOfChange } from './effect/effect-view.tsx'
import styles from './policies.module.css'
import { usePolicyTexts } from './texts.ts'

export function ComparePage() {
  const t = usePolicyTexts()
  const shared = useTexts()
  const { data } = useSuspenseQuery(policyList)
  const [search, setSearch] = useAddress()
  const options = [
    ...data.drafts
      .filter(({ state }) => state !== 'approved')
      .map(({ id, policy, version }) => ({
        value: `d${id}`,
        label: `${policy} ${version}（${t('draft')}）`,
      })),
    ...data.versions.map(({ id, policy, version }) => ({ value: String(id), label: `${policy} ${version}` })),
  ]
  const known = (id: string | undefined) => options.find(({ value }) => value === id)?.value
  // What is newest, and the version before it.
  const to = known(search.to) ?? options[0]?.value
  const from = known(search.from) ?? data.versions.map(({ id }) => String(id)).find((id) => id !== to)
  const period = search.month ?? data.periods.find(({ status }) => status !== 'calculated')?.period
  const [before, after] = [useText(from), useText(to)]
  const ready = before && after && from !== to
  const choose = (key: 'from' | 'to' | 'month', label: string, value: string | undefined, own = options) => (
    <Space orientation="vertical" size={0}>
      <span className={styles.help}>{label}</span>
      <Select
        aria-label={label}
        value={value ?? null}
        options={own}
        style={{ minWidth: 280, maxWidth: '90vw' }}
        showSearch={{ optionFilterProp: 'label' }}
        onChange={(chosen: string) => setSearch({ [key]: chosen })}
      />
    </Space>
  )
  const months = data.periods.map((known) => ({ value: known.period, label: periodOf(shared, known.period) }))
  return (
    <>
      <PageHeader
        title={t('compareTitle')}
        back="/policies"
        answer={
          ready
            ? t('compareAnswer', { count: changedClauses(before.document, after.document).length })
            : t('comparePick')
        }
      />
      <Space wrap size="large" style={{ marginBottom: 24 }}>
        {choose('from', t('compareLeft'), from)}
        {choose('to', t('compareRight'), to)}
        {choose('month', t('liveMonth'), period, months)}
      </Space>
      {ready && (
        <>
          <section className={styles.section}>
            <h2>{t('effect')}</h2>
            {period ? (
              <EffectOfChange
                key={`${from}-${to}-${period}`}
                before={from ?? ''}
                after={to ?? ''}
                period={period}
              />
            ) : (
              <p className={styles.help}>{t('effectNone')}</p>
            )}
          </section>
          <section className={styles.section}>
            <h2>{t('compareText')}</h2>
            <Changes before={before.document} after={after.document} />
          </section>
        </>
      )}
    </>
  )
}
