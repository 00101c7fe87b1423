/** All contracts within reach, with the money of each. */

import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useScope } from '../../app/session.ts'
import { DataTable } from '../../components/data-table/data-table.tsx'
import { useFound } from '../../components/data-table/use-list.ts'
import { EmptyState } from '../../components/empty-state.tsx'
import { amountOf } from '../../components/figures.ts'
import { PageHeader } from '../../components/page-header.tsx'
import { nameIn, useNamedValues } from '../../components/records/value-names.ts'
import { StatusTag } from '../../components/status-tag.tsx'
import { type ContractRow, statusKinds } from './contract.ts'
import { useContractTexts } from './texts.ts'

export function ContractsPage() {
  const t = useContractTexts()
  const mayEnter = useScope('contract', 'create') !== undefined
  const mayExport = useScope('contract', 'export') !== undefined
  const kinds = useNamedValues('contract', 'kind')
  const statuses = useNamedValues('contract', 'status')
  const { total, sums, all, narrowed } = useFound('/contracts')
  const enter = mayEnter && (
    <Link to="/contracts/new">
      <Button type="primary" tabIndex={-1}>
        {t('enter')}
      </Button>
    </Link>
  )
  return (
    <>
      <PageHeader
        title={t('title')}
        answer={
          total !== undefined &&
          t(narrowed ? 'answerFound' : 'answer', {
            ...{ all: all ?? '', count: total, turnover: amountOf(sums?.turnover ?? '0') },
          })
        }
        actions={enter}
      />
      <DataTable<ContractRow>
        id="contracts"
        url="/contracts"
        counted
        exportUrl="/records/contract"
        exportable={mayExport}
        sort="-signed_on"
        columns={[
          { key: 'number', title: t('number'), sortable: true },
          { key: 'customer.name', title: t('customer'), sortable: true },
          { key: 'kind', title: t('kind'), sortable: true, render: ({ kind }) => nameIn(kinds, kind) },
          { key: 'salesperson.name', title: t('salesperson'), sortable: true },
          { key: 'unit.name', title: t('unit'), sortable: true, hidden: true },
          { key: 'signed_on', title: t('signedOn'), kind: 'date', sortable: true },
          { key: 'turnover', title: t('turnover'), kind: 'money', sortable: true },
          { key: 'received', title: t('received'), kind: 'money' },
          { key: 'ratio', title: t('ratio'), kind: 'percent' },
          { key: 'overdue', title: t('overdue'), kind: 'money' },
          { key: 'retention', title: t('retention'), kind: 'money', sortable: true, hidden: true },
          { key: 'retention_due_on', title: t('retentionDue'), kind: 'date', sortable: true, hidden: true },
          {
            key: 'status',
            title: t('status'),
            sortable: true,
            render: ({ status }) => (
              <StatusTag kind={statusKinds[status] ?? 'plain'}>{nameIn(statuses, status)}</StatusTag>
            ),
          },
        ]}
        filters={[
          { field: 'kind', label: t('kind'), kind: 'choice', options: kinds },
          { field: 'status', label: t('status'), kind: 'choice', options: statuses },
          { field: 'signed_on', label: t('signedOn'), kind: 'dates' },
          { field: 'turnover', label: t('turnover'), kind: 'numbers' },
        ]}
        rowKey={(row) => row.number}
        open={(row) => `/contracts/${encodeURIComponent(row.number)}`}
        empty={
          <EmptyState title={t('none')} help={t(mayEnter ? 'noneHelp' : 'noneWait')}>
            {enter}
          </EmptyState>
        }
      />
    </>
  )
}
