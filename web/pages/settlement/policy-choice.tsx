/** Which policy's month: where several settle it, one says which, and everything on the page is about that one. */
import { Button, Select } from 'antd'
import { useAddress } from '../../app/address.ts'
import { EmptyState } from '../../components/empty-state.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { PeriodText } from '../../components/period-text.tsx'
import { useMonths } from './answers.ts'
import styles from './settlement.module.css'
import { useSettlementTexts } from './texts.ts'

function usePolicies(period: string): readonly string[] {
  const { data } = useMonths()
  return (data?.months ?? []).filter((row) => row.period === period).map(({ policy }) => policy)
}

/** In the head of a month that more than one policy settles. */
export function PolicyChoice({ period, policy }: { readonly period: string; readonly policy: string }) {
  const [, setAddress] = useAddress()
  const policies = usePolicies(period)
  if (policies.length < 2) return null
  return (
    <PolicySelect policies={policies} value={policy} onChange={(value) => setAddress({ policy: value })} />
  )
}

interface SelectProps {
  readonly policies: readonly string[]
  readonly value: string
  readonly onChange: (policy: string) => void
}

export function PolicySelect({ policies, value, onChange }: SelectProps) {
  const t = useSettlementTexts()
  return (
    <Select
      aria-label={t('policy')}
      value={value}
      onChange={onChange}
      popupMatchSelectWidth={false}
      style={{ minWidth: 200, maxWidth: '100%' }}
      options={policies.map((policy) => ({ value: policy, label: policy }))}
    />
  )
}

/** Instead of a month whose address does not say which policy is meant. */
export function WhichPolicy({ period }: { readonly period: string }) {
  const t = useSettlementTexts()
  const [, setAddress] = useAddress()
  const policies = usePolicies(period)
  return (
    <>
      <PageHeader title={<PeriodText value={period} />} back="/settlement" />
      <EmptyState title={t('which')} help={t('whichHelp')}>
        <div className={styles.choices}>
          {policies.map((policy) => (
            <Button key={policy} onClick={() => setAddress({ policy })}>
              {policy}
            </Button>
          ))}
        </div>
      </EmptyState>
    </>
  )
}
