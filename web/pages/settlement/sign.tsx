/** What one signs for: totals, people, outliers, what changed since, and the digest; the consequence in numbers. Trust 39. */
import { useMutation } from '@tanstack/react-query'
import { Alert, App, Checkbox, Modal, Skeleton } from 'antd'
import { useState } from 'react'
import { sealing } from '../../../src/settlement/states.ts'
import { post } from '../../api.ts'
import { amountOf } from '../../components/figures.ts'
import { Money } from '../../components/money.tsx'
import { periodOf } from '../../components/period-text.tsx'
import { useTexts } from '../../i18n.ts'
import { type Figures, type Month, type Step, useFigures, useRefresh } from './answers.ts'
import { openKinds, useOpenAppraisal } from './appraisal.tsx'
import styles from './settlement.module.css'
import { useSettlementTexts } from './texts.ts'

export type Signing = Exclude<Step, 'reopen'> | 'confirm'

interface Props {
  readonly month: Month
  readonly step: Signing | undefined
  readonly onClose: () => void
}

export function Sign({ month, step, onClose }: Props) {
  return step ? <OpenSign month={month} step={step} onClose={onClose} /> : null
}

function OpenSign({ month, step, onClose }: Props & { readonly step: Signing }) {
  const t = useSettlementTexts()
  const common = useTexts()
  const refresh = useRefresh()
  const { message } = App.useApp()
  const [seen, setSeen] = useState(step !== 'review')
  const [known, setKnown] = useState(false)
  const { data } = useFigures(month.period, month.policy, 30)
  // What comes later is too late for these steps.
  const lacks = sealing.includes(step) && openKinds(data?.appraisal).length > 0
  const period = periodOf(common, month.period)
  const action = step === 'confirm' ? t('reopen.confirm') : t(`step.${step}`)
  const path = step === 'confirm' ? 'reopening/confirm' : step
  const take = useMutation({
    mutationFn: () =>
      post(`/settlement/${month.period}/${path}?policy=${encodeURIComponent(month.policy)}`, {
        digest: month.digest,
        ...(lacks && data?.appraisal ? { open: data.appraisal } : {}),
      }),
    onSuccess: async () => {
      void message.success(t('sign.done', { action, period }))
      onClose()
    },
    onSettled: refresh,
  })
  const totals = data?.figures?.totals
  const values = {
    people: totals?.people ?? 0,
    total: amountOf(totals?.payable ?? '0'),
    reason: month.reopening?.reason ?? '',
  }
  return (
    <Modal
      open
      title={t('sign.title', { action, period })}
      okText={action}
      onOk={() => take.mutate()}
      onCancel={onClose}
      confirmLoading={take.isPending}
      okButtonProps={{
        disabled: !seen || !totals || (lacks && !known),
        danger: step === 'close' || step === 'pay' || step === 'confirm',
      }}
    >
      <div className={styles.signed}>
        {totals && data ? (
          <>
            <p>{t(`sign.${step}`, values)}</p>
            <Signed month={month} figures={data} />
          </>
        ) : (
          <Skeleton active />
        )}
        {take.error && <Alert type="error" showIcon title={take.error.message} />}
        {step === 'review' && (
          <Checkbox checked={seen} onChange={(event) => setSeen(event.target.checked)}>
            {t('sign.seen')}
          </Checkbox>
        )}
        {lacks && (
          <Checkbox checked={known} onChange={(event) => setKnown(event.target.checked)}>
            {t('sign.known', { action })}
          </Checkbox>
        )}
      </div>
    </Modal>
  )
}

function Signed({ month, figures }: { readonly month: Month; readonly figures: Figures }) {
  const t = useSettlementTexts()
  const totals = figures.figures?.totals
  const rails = figures.guardRails.filter(({ count }) => count > 0)
  const { stale } = figures.completeness
  const open = useOpenAppraisal(figures.appraisal)
  return (
    <dl className={styles.facts}>
      <dt>{t('sign.people')}</dt>
      <dd>{totals?.people}</dd>
      <dt>{t('sign.total')}</dt>
      <dd>
        <strong>
          <Money value={totals?.payable} unit />
        </strong>
      </dd>
      <dt>{t('sign.change')}</dt>
      <dd>
        <Money value={totals?.change} signed unit /> {totals?.changePercent && `（${totals.changePercent}%）`}
      </dd>
      <dt>{t('sign.outliers')}</dt>
      <dd>
        {rails.length === 0
          ? t('rail.fine')
          : rails
              .map(({ rail, count }) => `${t(`rail.${rail}`, { percent: 30 })} ${t('rail.count', { count })}`)
              .join('；')}
      </dd>
      {open && (
        <>
          <dt>{t('sign.open')}</dt>
          <dd>{open}</dd>
        </>
      )}
      {stale.length > 0 && (
        <>
          <dt>{t('sign.stale')}</dt>
          <dd>{stale.map(({ label, count }) => t('rail.staleItem', { label, count })).join('、')}</dd>
        </>
      )}
      <dt>{t('sign.digest')}</dt>
      <dd className={styles.mono}>{month.digest}</dd>
    </dl>
  )
}
