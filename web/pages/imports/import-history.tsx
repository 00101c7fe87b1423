import type { Answer } from '../../answer.ts'
import type { Column } from '../../components/data-table/column.tsx'
import { DataTable } from '../../components/data-table/data-table.tsx'
import { DateText } from '../../components/date-text.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { StatusTag } from '../../components/status-tag.tsx'
import { useLanguage, useTexts } from '../../i18n.ts'
import type { Counts } from './import-data.ts'
import { useImportTexts } from './texts.ts'

type ImportRow = Answer<'/imports', 'get'>['rows'][number]

export function ImportHistory() {
  const t = useImportTexts()
  const language = useLanguage()
  const comma = useTexts()('listComma')
  const number = (key: keyof Counts): Column<ImportRow> => ({
    key,
    title: t(key),
    kind: 'number',
    sortable: key !== 'unchanged',
    hidden: key === 'unchanged' || key === 'changed' || key === 'added',
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
    {
      key: 'objects',
      title: t('objects'),
      render: (row) => row.objects.map((own) => (language === 'en' ? own.english : own.label)).join(comma),
    },
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
