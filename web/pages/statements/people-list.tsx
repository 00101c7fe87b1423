/** The people of a month, for those who see more than themselves. */
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useMemo } from 'react'
import { useScope } from '../../app/session.ts'
import { PageSkeleton } from '../../app/skeleton.tsx'
import type { Column } from '../../components/data-table/column.tsx'
import { DataTable } from '../../components/data-table/data-table.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { Money } from '../../components/money.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { PeriodText } from '../../components/period-text.tsx'
import { type MonthHead, type PersonRow, useMonthHead, useMonths } from './data.ts'
import { MonthLinks } from './month-links.tsx'
import { MonthStatus } from './month-status.tsx'
import { useStatementTexts } from './texts.ts'

export function PeopleList({ month }: { readonly month: string }) {
  const t = useStatementTexts()
  const exports = useScope('statement', 'export') !== undefined
  const { data, error } = useMonthHead(month)
  const own = useMonths().data?.person
  const columns = useColumns(data)
  if (error) throw error
  if (!data) return <PageSkeleton />
  const options = (values: readonly string[]) => values.map((value) => ({ value, label: value }))
  return (
    <>
      <PageHeader
        title={
          <>
            {t('title')} · <PeriodText value={month} />
          </>
        }
        status={<MonthStatus {...data} />}
        answer={data.final ? undefined : t('estimate')}
        actions={
          <>
            {own && (
              <Link to={`/statements/${month}/${encodeURIComponent(own)}`}>
                <Button tabIndex={-1}>{t('mine')}</Button>
              </Link>
            )}
            <MonthLinks
              month={month}
              previous={data.previous}
              next={data.next}
              to={(to) => `/statements/${to}`}
            />
          </>
        }
      />
      <DataTable<PersonRow>
        id="statements"
        url={`/statements/${month}/people`}
        sort="-payable"
        columns={columns}
        filters={[
          { field: 'unit', label: t('unit'), kind: 'choice', options: options(data.units) },
          { field: 'position', label: t('position'), kind: 'choice', options: options(data.positions) },
        ]}
        rowKey={({ number }) => number}
        open={({ number }) => `/statements/${month}/${encodeURIComponent(number)}`}
        exportable={exports}
        empty={<EmptyState title={t('none')} help={t('noneHelp')} />}
      />
    </>
  )
}

function useColumns(head: MonthHead | undefined): readonly Column<PersonRow>[] {
  const t = useStatementTexts()
  return useMemo(
    () => [
      { key: 'name', title: t('name'), sortable: true },
      { key: 'number', title: t('number'), sortable: true },
      { key: 'unit', title: t('unit'), sortable: true },
      { key: 'position', title: t('position'), sortable: true },
      ...(head?.items ?? []).map(({ key, name }) => ({
        key,
        title: name,
        kind: 'money' as const,
        sortable: true,
      })),
      { key: 'payable', title: head?.payableName ?? '', kind: 'money' as const, sortable: true, lead: true },
      {
        key: 'change',
        title: t('change'),
        kind: 'money' as const,
        sortable: true,
        render: ({ change }: PersonRow) => <Money value={change} signed />,
      },
    ],
    [head, t],
  )
}
