/** Every policy with its versions, and the drafts on their way. */
import { DiffOutlined } from '@ant-design/icons'
import { useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Space, Table } from 'antd'
import { DateText } from '../../components/date-text.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { usePunctuation } from '../../i18n.ts'
import { type Draft, policyList, type Version } from './data.ts'
import { NewPolicy } from './new-policy.tsx'
import styles from './policies.module.css'
import { DraftTag, VersionTag } from './tags.tsx'
import { usePolicyTexts } from './texts.ts'

export function PoliciesPage() {
  const t = usePolicyTexts()
  const { data } = useSuspenseQuery(policyList)
  const { versions, drafts, may } = data
  const policies = [...Map.groupBy(versions, ({ policy }) => policy)]
  const open = drafts.filter(({ state }) => state !== 'approved')
  const waiting = open.filter(({ state }) => state === 'submitted').length
  const inForce = versions.filter(({ state }) => state === 'in-force').length
  return (
    <>
      <PageHeader
        title={t('title')}
        answer={
          <>
            {t('answer', { policies: policies.length, inForce })}
            {waiting > 0 && ` ${t('answerWaiting', { count: waiting })}`}
          </>
        }
        actions={
          <Space>
            {versions.length + drafts.length > 1 && may.drafts && (
              <Link to={'/policies/compare' as string}>
                <Button icon={<DiffOutlined />} tabIndex={-1}>
                  {t('compare')}
                </Button>
              </Link>
            )}
            {may.create && <NewPolicy versions={versions} />}
          </Space>
        }
      />
      {may.drafts && <Drafts drafts={open} writes={may.create} />}
      {policies.length === 0 && (
        <EmptyState title={t('noVersions')} help={t(may.create ? 'noVersionsHelp' : 'noVersionsWait')} />
      )}
      {policies.map(([policy, own]) => (
        <section key={policy} className={styles.policy}>
          <h2>{policy}</h2>
          <Versions versions={own} />
        </section>
      ))}
    </>
  )
}

function Versions({ versions }: { readonly versions: readonly Version[] }) {
  const t = usePolicyTexts()
  return (
    <Table<Version>
      size="middle"
      rowKey="id"
      pagination={false}
      scroll={{ x: 'max-content' }}
      dataSource={versions as Version[]}
      columns={[
        {
          title: t('version'),
          render: (_, row) => <Link to={`/policies/${row.id}` as string}>{row.version || '—'}</Link>,
        },
        { title: t('state'), render: (_, row) => <VersionTag state={row.state} /> },
        { title: t('from'), render: (_, row) => <DateText value={row.from} /> },
        { title: t('to'), render: (_, row) => (row.to ? <DateText value={row.to} /> : t('open')) },
        {
          title: t('published'),
          render: (_, row) => (
            <>
              {row.publishedBy} <DateText value={row.publishedAt.slice(0, 10)} />
            </>
          ),
        },
        {
          title: t('approved'),
          render: (_, row) =>
            row.approvedBy ? (
              <>
                {row.approvedBy} <DateText value={row.approvedAt?.slice(0, 10)} />
              </>
            ) : (
              <span className={styles.help}>{t('notApproved')}</span>
            ),
        },
        {
          title: t('closed'),
          render: (_, row) =>
            row.closedCount > 0
              ? t('closedMonths', {
                  count: row.closedCount,
                  first: row.firstClosed ?? '',
                  last: row.lastClosed ?? '',
                })
              : t('closedNone'),
        },
      ]}
    />
  )
}

interface DraftsProps {
  readonly drafts: readonly Draft[]
  /** Whoever only decides about drafts reads them. */
  readonly writes: boolean
}

function Drafts({ drafts, writes }: DraftsProps) {
  const t = usePolicyTexts()
  const { stop } = usePunctuation()
  return (
    <section className={styles.policy} aria-label={t('drafts')}>
      <h2>{t('drafts')}</h2>
      {drafts.length === 0 ? (
        <p className={styles.help}>
          {t('draftsNone')}
          {writes && `${stop}${t('draftsNoneHelp')}`}
        </p>
      ) : (
        <Table<Draft>
          size="middle"
          rowKey="id"
          pagination={false}
          scroll={{ x: 'max-content' }}
          dataSource={drafts as Draft[]}
          columns={[
            {
              title: t('version'),
              render: (_, row) => (
                <Link to={`/policies/d${row.id}` as string}>
                  {row.policy || t('draftNew')} {row.version}
                </Link>
              ),
            },
            { title: t('state'), render: (_, row) => <DraftTag state={row.state} /> },
            {
              title: t('draftOf', { version: '' }),
              render: (_, row) => row.basedOnVersion ?? t('draftNew'),
            },
            {
              title: t('updated'),
              render: (_, row) => (
                <>
                  {row.updatedBy} <DateText value={row.updatedAt.slice(0, 16)} />
                </>
              ),
            },
            {
              title: <span className="visually-hidden">{t('goOn')}</span>,
              render: (_, row) => {
                const goesOn = writes && row.state !== 'submitted'
                return (
                  <Link to={`/policies/d${row.id}${goesOn ? '/edit' : ''}` as string}>
                    {t(goesOn ? 'goOn' : 'read')}
                  </Link>
                )
              },
            },
          ]}
        />
      )}
    </section>
  )
}
