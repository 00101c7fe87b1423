/** One month: is it right, what stands before the next step, and what does signing it mean? */
import { DownloadOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { App, Button, Dropdown, Skeleton } from 'antd'
import { useState } from 'react'
import { isClosed, isOpen } from '../../../src/settlement/states.ts'
import { ApiError, download } from '../../api.ts'
import { useAddress, usePathParam } from '../../app/address.ts'
import { Failure } from '../../app/failure.tsx'
import { DateText } from '../../components/date-text.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { PeriodText } from '../../components/period-text.tsx'
import { type Month, useFigures, useMonth } from './answers.ts'
import { OpenAppraisal } from './appraisal.tsx'
import { CalculateButton } from './calculate.tsx'
import { Compare } from './compare.tsx'
import { History } from './history.tsx'
import { Movements } from './movements.tsx'
import { NextSteps } from './next-steps.tsx'
import { PolicyChoice, WhichPolicy } from './policy-choice.tsx'
import { Problems } from './problems.tsx'
import { Rails } from './rails.tsx'
import { Section } from './section.tsx'
import styles from './settlement.module.css'
import { Spread } from './spread.tsx'
import { Staircase } from './staircase.tsx'
import { RunTag } from './status.tsx'
import { useSettlementTexts } from './texts.ts'
import { TotalsPart } from './totals.tsx'

export function SettlementMonthPage() {
  const t = useSettlementTexts()
  const period = usePathParam('period')
  const [{ policy }] = useAddress()
  const { data: month, error, refetch } = useMonth(period, policy)
  if (error instanceof ApiError && error.code === 'run_none')
    return (
      <EmptyState title={t('missing')} help={t('missingHelp')}>
        <Link to="/settlement">{t('toMonths')}</Link>
      </EmptyState>
    )
  if (error instanceof ApiError && error.code === 'policy_which') return <WhichPolicy period={period} />
  if (error) return <Failure error={error} reset={() => void refetch()} />
  if (!month) return <Skeleton active paragraph={{ rows: 12 }} />
  return <Opened key={month.policy} month={month} />
}

function Opened({ month }: { readonly month: Month }) {
  const [jump, setJump] = useState(30)
  const { data } = useFigures(month.period, month.policy, jump)
  const figures = data?.figures
  return (
    <>
      <PageHeader
        title={<PeriodText value={month.period} />}
        back="/settlement"
        status={<RunTag status={month.status} />}
        answer={`${month.policy} ${month.version}`}
        actions={<Actions month={month} />}
      />
      <div className={styles.page}>
        <div className={styles.section}>
          <Staircase month={month} />
          <NextSteps month={month} />
          <OpenAppraisal month={month} appraisal={data?.appraisal} />
        </div>
        {isOpen(month.status) && month.problems > 0 && <Problems month={month} />}
        <div className={styles.columns}>
          <div className={styles.column}>
            {figures ? <TotalsPart totals={figures.totals} whole={month.whole} /> : <Skeleton active />}
            {figures && (
              <Movements
                movements={figures.movements}
                hasBefore={figures.totals.before !== null}
                extra={<Compare month={month} before={figures.totals.before?.period} />}
              />
            )}
          </div>
          <div className={styles.column}>
            <Rails data={data} status={month.status} jump={jump} onJump={setJump} />
            {figures && <Spread buckets={figures.distribution} />}
            <History month={month} />
            <Identity month={month} />
          </div>
        </div>
      </div>
    </>
  )
}

function Actions({ month }: { readonly month: Month }) {
  return (
    <>
      <PolicyChoice period={month.period} policy={month.policy} />
      {month.mayCalculate && isOpen(month.status) && (
        <CalculateButton open={[{ policy: month.policy, period: month.period, settled: true }]} />
      )}
      {month.mayExport && <PayrollButton month={month} />}
    </>
  )
}

function PayrollButton({ month: { period, policy, status } }: { readonly month: Month }) {
  const t = useSettlementTexts()
  const { message } = App.useApp()
  const save = (format: 'xlsx' | 'csv') =>
    void download(`/settlement/${period}/payroll`, { format, policy }).catch((error: Error) =>
      message.error(error.message),
    )
  const closed = isClosed(status)
  const button = (
    <Button icon={<DownloadOutlined />} disabled={!closed}>
      {t('export.payroll')}
    </Button>
  )
  // In words: a disabled button cannot be asked why by finger or keyboard.
  if (!closed)
    return (
      <span className={styles.withReason}>
        {button}
        <small>{t('export.after')}</small>
      </span>
    )
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [
          { key: 'xlsx', label: t('export.xlsx') },
          { key: 'csv', label: t('export.csv') },
        ],
        onClick: ({ key }) => save(key === 'csv' ? 'csv' : 'xlsx'),
      }}
    >
      {button}
    </Dropdown>
  )
}

function Identity({ month }: { readonly month: Month }) {
  const t = useSettlementTexts()
  return (
    <Section title={t('identity.title')}>
      <dl className={styles.facts}>
        <dt>{t('identity.policy')}</dt>
        <dd>
          {month.policy} {month.version}
        </dd>
        <dt>{t('identity.snapshot')}</dt>
        <dd>
          <DateText value={month.snapshotAt} />
        </dd>
        <dt>{t('identity.result')}</dt>
        <dd className={styles.mono}>{month.digest}</dd>
        <dt>{t('identity.input')}</dt>
        <dd className={styles.mono}>{month.inputDigest ?? t('identity.inputLater')}</dd>
      </dl>
    </Section>
  )
}
