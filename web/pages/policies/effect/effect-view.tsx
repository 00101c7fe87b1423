/** Who gains and who loses: totals, each change alone, and person by person. */
import { DownloadOutlined } from '@ant-design/icons'
import { useMutation } from '@tanstack/react-query'
import { Alert, App, Button, Checkbox, Space, Table } from 'antd'
import { useState } from 'react'
import { download, post } from '../../../api.ts'
import { useJob } from '../../../app/jobs.ts'
import { JobProgress } from '../../../components/job-progress.tsx'
import { Money } from '../../../components/money.tsx'
import { periodOf } from '../../../components/period-text.tsx'
import { useTexts } from '../../../i18n.ts'
import type { Totals } from '../data.ts'
import styles from '../policies.module.css'
import { usePolicyTexts } from '../texts.ts'

interface Row {
  readonly person: string
  readonly name: string
  readonly unit: string
  readonly position: string
  readonly before: string | null
  readonly after: string | null
  readonly difference: string | null
}

interface Effect {
  readonly period: string
  /** There is nothing to compare with. */
  readonly first: boolean
  readonly totals: Totals
  readonly rows: readonly Row[]
  readonly problems: number
  readonly clauses: readonly { readonly clause: string; readonly totals?: Totals }[]
}

/** The sentence that answers: who gains, who loses, altogether. */
export function EffectSentence({ totals }: { readonly totals: Totals }) {
  const t = usePolicyTexts()
  if (totals.gains + totals.loses + totals.unknown === 0) return <>{t('effectSame')}</>
  const { gains, loses, same, unknown, difference } = totals
  return (
    <>
      {t('effectSum', { gains, loses, same })} <Money value={difference} signed unit />
      {unknown > 0 && ` · ${t('effectUnknown', { count: unknown })}`}
    </>
  )
}

export function EffectFigures({ totals }: { readonly totals: Totals }) {
  const t = usePolicyTexts()
  const figures = [
    [t('before'), totals.before, false],
    [t('after'), totals.after, false],
    [t('difference'), totals.difference, true],
    [t('gained'), totals.gained, true],
    [t('lost'), totals.lost, true],
  ] as const
  return (
    <dl className={styles.figures}>
      {figures.map(([label, value, signed]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>
            <Money value={value} signed={signed} />
          </dd>
        </div>
      ))}
    </dl>
  )
}

interface Props {
  /** Ids of a version or a draft; null before a first policy. */
  readonly before: string | null
  readonly after: string
  readonly period: string
}

/** Starts the computation and follows it; it goes on in the tray when the page is left. */
export function EffectOfChange({ before, after, period }: Props) {
  const t = usePolicyTexts()
  const { message } = App.useApp()
  const [id, setId] = useState<string>()
  const { job, cancel } = useJob(id)
  const start = useMutation({
    mutationFn: () => post<{ job: string }>('/policies/effects', { before, after, period }),
    onSuccess: ({ job: made }) => setId(made),
    onError: (error) => void message.error(error.message),
  })
  const running = start.isPending || job?.status === 'queued' || job?.status === 'running'
  const effect = job?.status === 'done' ? (job.result as Effect) : undefined
  return (
    <>
      <Space style={{ marginBottom: 12 }}>
        <Button type={effect ? 'default' : 'primary'} loading={running} onClick={() => start.mutate()}>
          {effect ? t('effectAgain') : t(before === null ? 'firstRun' : 'effectRun')}
        </Button>
        {effect && id && (
          <Button
            icon={<DownloadOutlined />}
            onClick={() =>
              void download(`/policies/effects/${id}`, { format: 'xlsx' }).catch((error: Error) =>
                message.error(error.message),
              )
            }
          >
            {t('effectExport')}
          </Button>
        )}
      </Space>
      {job && !effect && <JobProgress job={job} {...(running ? { onCancel: cancel } : {})} />}
      {effect && <EffectTables effect={effect} />}
    </>
  )
}

function EffectTables({ effect }: { readonly effect: Effect }) {
  const t = usePolicyTexts()
  const shared = useTexts()
  const { totals, clauses, problems, first } = effect
  const at = t('effectAt', { period: periodOf(shared, effect.period) })
  return (
    <>
      {first ? (
        <p>
          {at}：{t('firstSum', { count: effect.rows.length })} <Money value={totals.after} unit />
          {totals.unknown > 0 && ` · ${t('effectUnknown', { count: totals.unknown })}`}
        </p>
      ) : (
        <>
          <p>
            {at}：<EffectSentence totals={totals} />
          </p>
          <EffectFigures totals={totals} />
        </>
      )}
      {problems > 0 && <Alert type="warning" showIcon title={t('effectProblems', { count: problems })} />}
      {clauses.length > 0 && <ClauseTable clauses={clauses} />}
      <People rows={effect.rows} first={first} />
    </>
  )
}

function ClauseTable({ clauses }: { readonly clauses: Effect['clauses'] }) {
  const t = usePolicyTexts()
  return (
    <section className={styles.section}>
      <h3>{t('effectClauses')}</h3>
      <Table
        size="small"
        rowKey="clause"
        pagination={false}
        scroll={{ x: 'max-content' }}
        dataSource={[...clauses]}
        columns={[
          { title: t('clause'), dataIndex: 'clause' },
          { title: t('gains'), align: 'right', render: (_, row) => row.totals?.gains ?? '—' },
          { title: t('loses'), align: 'right', render: (_, row) => row.totals?.loses ?? '—' },
          {
            title: t('difference'),
            align: 'right',
            render: (_, row) =>
              row.totals ? (
                <Money value={row.totals.difference} signed />
              ) : (
                <span className={styles.help}>{t('effectClauseTogether')}</span>
              ),
          },
        ]}
      />
    </section>
  )
}

const amount = (of: 'before' | 'after' | 'difference') => (_: unknown, row: Row) => (
  <Money value={row[of]} signed={of === 'difference'} />
)

function People({ rows, first }: Pick<Effect, 'rows' | 'first'>) {
  const t = usePolicyTexts()
  const [changed, setChanged] = useState(true)
  const shown = changed && !first ? rows.filter(({ difference }) => difference !== '0') : rows
  return (
    <section className={styles.section}>
      <h3>{t('effectPeople')}</h3>
      {!first && (
        <Checkbox checked={changed} onChange={({ target }) => setChanged(target.checked)}>
          {t('effectChangedOnly')}
        </Checkbox>
      )}
      <Table<Row>
        size="small"
        rowKey="person"
        scroll={{ x: 'max-content' }}
        dataSource={shown as Row[]}
        pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
        columns={[
          {
            title: t('person'),
            render: (_, row) => (
              <>
                {row.name} <span className={styles.help}>{row.person}</span>
              </>
            ),
          },
          { title: t('unit'), dataIndex: 'unit' },
          { title: t('position'), dataIndex: 'position' },
          ...(first
            ? [{ title: t('firstPay'), align: 'right' as const, render: amount('after') }]
            : [
                { title: t('before'), align: 'right' as const, render: amount('before') },
                { title: t('after'), align: 'right' as const, render: amount('after') },
                { title: t('difference'), align: 'right' as const, render: amount('difference') },
              ]),
        ]}
      />
    </section>
  )
}
