/** Where the months stand, what late records changed, and what is owed. */
import { Link, useNavigate } from '@tanstack/react-router'
import { Alert, Skeleton, Table, Tabs } from 'antd'
import { isClosed } from '../../../src/settlement/states.ts'
import { useAddress } from '../../app/address.ts'
import { useScope } from '../../app/session.ts'
import { EmptyState } from '../../components/empty-state.tsx'
import { Money } from '../../components/money.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { PeriodText, periodOf } from '../../components/period-text.tsx'
import { useTexts } from '../../i18n.ts'
import { Adjustments } from './adjustments.tsx'
import { type MonthRow, useMonths } from './answers.ts'
import { CalculateButton } from './calculate.tsx'
import { Ledger } from './ledger.tsx'
import { RunTag } from './status.tsx'
import { useSettlementTexts } from './texts.ts'

export function SettlementPage() {
  const t = useSettlementTexts()
  const [{ tab }, setAddress] = useAddress()
  const { data } = useMonths()
  const mayCalculate = useScope('settlement', 'create') !== undefined
  return (
    <>
      <PageHeader
        title={t('title')}
        answer={data && <Answer months={data.months} />}
        actions={
          mayCalculate && data && data.latest.length > 0 ? (
            <CalculateButton open={data.open} latest={data.latest} />
          ) : undefined
        }
      />
      <Tabs
        activeKey={tab ?? 'months'}
        destroyOnHidden
        onChange={(key) =>
          setAddress({
            tab: key === 'months' ? undefined : key,
            view: undefined,
            q: undefined,
            page: undefined,
          })
        }
        items={[
          { key: 'months', label: t('months'), children: <Months /> },
          { key: 'adjustments', label: t('adjustments'), children: <Adjustments /> },
          { key: 'ledger', label: t('ledger'), children: <Ledger /> },
        ]}
      />
    </>
  )
}

/** The oldest month that is not closed is where the work is. */
function Answer({ months }: { readonly months: readonly MonthRow[] }) {
  const t = useSettlementTexts()
  const common = useTexts()
  const open = months.filter(({ status }) => !isClosed(status)).at(-1)
  const closed = months.filter(({ status }) => isClosed(status)).length
  if (months.length === 0) return <>{t('answerNone')}</>
  if (!open) return <>{t('answerAll', { closed })}</>
  const values = {
    period: periodOf(common, open.period),
    status: t(`status.${open.status}`),
    problems: open.problems,
    closed,
  }
  return <>{t(open.problems > 0 ? 'answerOpen' : 'answerClean', values)}</>
}

/** The policy only where several settle the month. */
const addressOf = ({ period, policy }: MonthRow, several: boolean) => ({
  to: `/settlement/${period}`,
  search: (several ? { policy } : {}) as never,
})

function Months() {
  const t = useSettlementTexts()
  const mayCalculate = useScope('settlement', 'create') !== undefined
  const navigate = useNavigate()
  const { data, error } = useMonths()
  if (error) return <Alert type="error" showIcon title={t('failed')} description={error.message} />
  if (!data) return <Skeleton active paragraph={{ rows: 8 }} />
  if (data.months.length === 0)
    return <EmptyState title={t('answerNone')} help={t(mayCalculate ? 'emptyHelp' : 'emptyWait')} />
  const several = new Set(data.months.map(({ policy }) => policy)).size > 1
  return (
    <Table<MonthRow>
      size="middle"
      rowKey={({ policy, period }) => `${policy} ${period}`}
      pagination={false}
      dataSource={[...data.months]}
      scroll={{ x: 'max-content' }}
      onRow={(row) => ({
        onClick: () => void navigate(addressOf(row, several)),
        style: { cursor: 'pointer' },
      })}
      columns={[
        {
          title: t('period'),
          dataIndex: 'period',
          render: (value: string, row) => (
            <Link {...addressOf(row, several)} onClick={(event) => event.stopPropagation()}>
              <PeriodText value={value} />
            </Link>
          ),
        },
        ...(several ? [{ title: t('policy'), dataIndex: 'policy' }] : []),
        {
          title: t('state'),
          dataIndex: 'status',
          render: (value: MonthRow['status']) => <RunTag status={value} />,
        },
        { title: t('people'), dataIndex: 'people', align: 'right' },
        {
          title: t('payable'),
          dataIndex: 'payable',
          align: 'right',
          render: (value: string) => <Money value={value} />,
        },
        {
          title: t('change'),
          dataIndex: 'change',
          align: 'right',
          render: (value: string | null) => <Money value={value} signed />,
        },
        { title: t('problemsHeading'), dataIndex: 'problems', align: 'right' },
        { title: t('startedBy'), dataIndex: 'startedBy' },
      ]}
    />
  )
}
