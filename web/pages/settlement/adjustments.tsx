/** Late facts of closed months: what they change for whom, and who approves it. */
import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Alert, App, Button, Skeleton, Table, Tooltip } from 'antd'
import { useState } from 'react'
import { post } from '../../api.ts'
import { useScope } from '../../app/session.ts'
import { EmptyState } from '../../components/empty-state.tsx'
import { amountOf } from '../../components/figures.ts'
import { JobModal } from '../../components/job-modal.tsx'
import { PersonLink } from '../../components/links.tsx'
import { Money } from '../../components/money.tsx'
import { periodOf } from '../../components/period-text.tsx'
import { StatusTag } from '../../components/status-tag.tsx'
import { useTracedValue } from '../../components/traced-value.ts'
import { useConfirm } from '../../components/use-confirm.ts'
import { usePunctuation, useTexts } from '../../i18n.ts'
import { type AdjustmentGroup, useAdjustments, useMonths, useRefresh } from './answers.ts'
import { PolicySelect } from './policy-choice.tsx'
import { Section } from './section.tsx'
import styles from './settlement.module.css'
import { useSettlementTexts } from './texts.ts'

export function Adjustments() {
  const t = useSettlementTexts()
  const { data, error } = useAdjustments()
  const mayFind = useScope('settlement', 'create') !== undefined
  if (error) return <Alert type="error" showIcon title={t('failed')} description={error.message} />
  if (!data) return <Skeleton active />
  if (data.groups.length === 0)
    return (
      <EmptyState title={t('adjust.empty')} help={t('adjust.emptyHelp')}>
        {mayFind && <FindButton />}
      </EmptyState>
    )
  return (
    <div className={styles.page}>
      {mayFind && (
        <div className={styles.nextRow}>
          <span className={styles.quiet}>{t('adjust.findHelp')}</span>
          <FindButton />
        </div>
      )}
      {data.groups.map((group) => (
        <Group key={`${group.policy} ${group.period} ${group.digest} ${group.approvedBy}`} group={group} />
      ))}
    </div>
  )
}

function Group({ group }: { readonly group: AdjustmentGroup }) {
  const t = useSettlementTexts()
  const common = useTexts()
  const named = { period: periodOf(common, group.period), in: periodOf(common, group.inPeriod) }
  return (
    <Section oneOfMany title={t('adjust.group', named)} extra={<Approval group={group} />}>
      <p>
        {t('adjust.total', { people: group.people, total: amountOf(group.total) })} ·{' '}
        <span className={styles.quiet}>{t('adjust.proposed', { by: group.proposedBy })}</span>
      </p>
      <Table
        size="small"
        rowKey="id"
        pagination={false}
        dataSource={[...group.lines]}
        scroll={{ x: 'max-content' }}
        columns={[
          {
            title: t('adjust.who'),
            key: 'who',
            render: (_, line) => <PersonLink number={line.number} name={line.name} />,
          },
          {
            title: t('adjust.amount'),
            dataIndex: 'amount',
            align: 'right',
            render: (value: string) => <Money value={value} signed />,
          },
          {
            title: t('adjust.trace'),
            key: 'trace',
            render: (_, line) => <Trace line={line} period={group.period} />,
          },
        ]}
      />
    </Section>
  )
}

interface TraceProps {
  readonly line: AdjustmentGroup['lines'][number]
  readonly period: string
}

function Trace({ line: { number, trace, earlier }, period }: TraceProps) {
  const t = useSettlementTexts()
  const { colon } = usePunctuation()
  const shown = useTracedValue()
  const reads = useScope('statement', 'read') !== undefined
  return (
    <>
      {earlier !== null && (
        <p className={styles.quiet}>{t('adjust.earlier', { amount: amountOf(earlier) })}</p>
      )}
      <ul style={{ margin: 0, paddingInlineStart: 16 }}>
        {trace.map(({ variable, before, after, unit }) => (
          <li key={variable}>
            {variable}
            {colon}
            {shown(before, unit)} → {shown(after, unit)}
          </li>
        ))}
      </ul>
      {reads && (
        <Link to={`/statements/${period}/${encodeURIComponent(number)}` as string}>
          {t('adjust.statement')}
        </Link>
      )}
    </>
  )
}

function Approval({ group }: { readonly group: AdjustmentGroup }) {
  const t = useSettlementTexts()
  const common = useTexts()
  const confirm = useConfirm()
  const refresh = useRefresh()
  const { message } = App.useApp()
  const mayDecide = useScope('settlement', 'approve') !== undefined
  const approve = useMutation({
    mutationFn: () =>
      post<{ approved: number }>(
        `/settlement/${group.period}/adjustments/approve?policy=${encodeURIComponent(group.policy)}`,
        { digest: group.digest },
      ),
    onSuccess: ({ approved }) => void message.success(t('adjust.done', { count: approved })),
    onError: (error) => void message.error(error.message),
    onSettled: refresh,
  })
  if (group.approvedBy)
    return <StatusTag kind="good">{t('adjust.approved', { by: group.approvedBy })}</StatusTag>
  const ask = async () => {
    const values = {
      people: group.people,
      total: amountOf(group.total),
      in: periodOf(common, group.inPeriod),
    }
    const sure = await confirm({
      title: t('adjust.approveTitle', { period: periodOf(common, group.period) }),
      consequence: t('adjust.approveHelp', values),
      action: t('adjust.approve'),
    })
    if (sure) approve.mutate()
  }
  if (!mayDecide) return <StatusTag kind="warn">{t('adjust.waiting')}</StatusTag>
  const button = (
    <Button
      type="primary"
      disabled={!group.mayApprove}
      loading={approve.isPending}
      onClick={() => void ask()}
    >
      {t('adjust.approve')}
    </Button>
  )
  return group.mayApprove ? button : <Tooltip title={t('adjust.own')}>{button}</Tooltip>
}

interface Found {
  readonly months: readonly {
    readonly period: string
    readonly proposed: number
    readonly refused: string | null
  }[]
}

function FindButton() {
  const t = useSettlementTexts()
  const refresh = useRefresh()
  const { message } = App.useApp()
  const { data } = useMonths()
  const [job, setJob] = useState<string>()
  const policies = [...new Set(data?.months.map((month) => month.policy))]
  const [picked, setPicked] = useState<string>()
  const policy = picked ?? policies[0]
  const start = useMutation({
    mutationFn: () => post<{ job: string }>('/settlement/adjustments/searches', { policy }),
    onSuccess: (answer) => setJob(answer.job),
    onError: (error) => void message.error(error.message),
  })
  const tell = ({ months }: Found) => {
    const count = months.reduce((sum, month) => sum + month.proposed, 0)
    const refused = months.find((month) => month.refused)
    if (refused)
      void message.warning(t('adjust.refused', { period: refused.period, why: refused.refused ?? '' }))
    void message.info(count > 0 ? t('adjust.found', { months: months.length, count }) : t('adjust.foundNone'))
  }
  return (
    <>
      {policies.length > 1 && policy && (
        <PolicySelect policies={policies} value={policy} onChange={setPicked} />
      )}
      <Button disabled={!policy} loading={start.isPending} onClick={() => start.mutate()}>
        {t('adjust.find')}
      </Button>
      <JobModal
        job={job}
        onClose={() => {
          setJob(undefined)
          void refresh()
        }}
        onDone={(result) => {
          tell(result as Found)
          void refresh()
        }}
      />
    </>
  )
}
