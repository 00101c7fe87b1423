import { useQuery } from '@tanstack/react-query'
import { get } from '../../api.ts'
import type { Column } from '../../components/data-table/column.tsx'
import { DataTable } from '../../components/data-table/data-table.tsx'
import { DateText } from '../../components/date-text.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { StatusTag } from '../../components/status-tag.tsx'
import { useLanguage, useTexts } from '../../i18n.ts'
import type { Counts } from './import-data.ts'
import { useImportTexts } from './texts.ts'

export interface ImportRow extends Counts {
  readonly id: string
  readonly name: string
  readonly imported_by: string
  readonly imported_at: string
  readonly objects: readonly string[]
  readonly undone_at: string | null
  readonly undone_by: string | null
}

export function ImportHistory() {
  const t = useImportTexts()
  const labels = useObjectLabels()
  const comma = useTexts()('listComma')
  const number = (key: keyof Counts): Column<ImportRow> => ({
    key,
    title: t(key),
    kind: 'number',
    sortable: key !== 'unchanged',
    hidden: key === 'unchanged',
  })
  const columns: readonly Column<ImportRow>[] = [
    { key: 'name', title: t('file'), sortable: true },
    {
      key: 'imported_at',
      title: t('when'),
      sortable: true,
      render: (row) => <DateText value={row.imported_at} />,
    },
    { key: 'imported_by', title: t('who'), sortable: true },
    { key: 'objects', title: t('objects'), render: (row) => row.objects.map(labels).join(comma) },
    number('read'),
    number('accepted'),
    number('rejected'),
    number('added'),
    number('changed'),
    number('unchanged'),
    {
      key: 'state',
      title: t('state'),
      render: (row) => (
        <StatusTag kind={row.undone_at ? 'plain' : 'good'}>{t(row.undone_at ? 'undone' : 'taken')}</StatusTag>
      ),
    },
  ]
  return (
    <DataTable<ImportRow>
      id="imports"
      url="/imports"
      sort="-imported_at"
      size={20}
      columns={columns}
      rowKey={(row) => row.id}
      open={(row) => `/imports/${row.id}`}
      exportable={false}
      empty={<EmptyState title={t('none')} help={t('noneHelp')} />}
    />
  )
}

/** What the kinds of records are called. */
export function useObjectLabels(): (id: string) => string {
  const language = useLanguage()
  const { data = [] } = useQuery({
    queryKey: ['records', 'labels'],
    staleTime: 600_000,
    queryFn: async ({ signal }) =>
      (
        await get<{ objects: readonly { id: string; label: string; english: string }[] }>('/records', {
          signal,
        })
      ).objects,
  })
  return (id) => {
    const found = data.find((object) => object.id === id)
    return (language === 'en' ? found?.english : found?.label) ?? id
  }
}
