import { Select, Table } from 'antd'
import { type StatusKind, StatusTag } from '../../components/status-tag.tsx'
import { useLanguage } from '../../i18n.ts'
import type { ImportObject, ProposedColumn, ProposedSheet, SheetChoice } from './import-data.ts'
import styles from './imports.module.css'
import { useImportTexts } from './texts.ts'

interface Props {
  readonly sheet: ProposedSheet
  readonly object: ImportObject
  readonly choice: SheetChoice
  readonly disabled: boolean
  readonly onChoose: (choice: SheetChoice) => void
}

const ignored = ' ignore'

type Sure = 'exact' | 'usual' | 'name' | 'person' | 'ignored' | 'open'

const kinds: Readonly<Record<Sure, StatusKind>> = {
  exact: 'good',
  usual: 'good',
  name: 'good',
  person: 'active',
  ignored: 'plain',
  open: 'warn',
}

const sureOf = (column: ProposedColumn): Sure =>
  column.certainty ?? (column.ignored === null ? 'open' : 'ignored')

export function MatchColumns({ sheet, object, choice, disabled, onChoose }: Props) {
  const t = useImportTexts()
  const fields = useFieldOptions(object)
  const choose = (heading: string, value: string) => {
    const columns = choice.columns.filter((own) => own.heading !== heading)
    const ignore = choice.ignore.filter((own) => own !== heading)
    const base = { ...choice, object: sheet.object ?? undefined, leaveOut: false }
    onChoose(
      value === ignored
        ? { ...base, columns, ignore: [...ignore, heading] }
        : { ...base, ignore, columns: [...columns, { heading, field: value }] },
    )
  }
  return (
    <Table<ProposedColumn>
      size="small"
      rowKey={(column) => column.place}
      dataSource={[...sheet.columns]}
      pagination={false}
      scroll={{ x: 'max-content' }}
      columns={[
        {
          title: t('match.column'),
          render: (_, { heading, place }) => (
            <>
              {heading} <span className={styles.soft}>{place}</span>
            </>
          ),
        },
        {
          title: t('match.samples'),
          render: (_, { samples }) => <div className={styles.samples}>{samples.join(' / ') || '—'}</div>,
        },
        {
          title: t('match.field'),
          render: (_, column) => (
            <Select
              className={styles.field}
              value={column.field ?? (column.ignored === null ? null : ignored)}
              disabled={disabled}
              status={sureOf(column) === 'open' ? 'warning' : ''}
              placeholder={t('match.fieldPlaceholder')}
              aria-label={`${sheet.name} ${column.heading} ${t('match.field')}`}
              showSearch={{ optionFilterProp: 'label' }}
              options={fields(column.suggestions)}
              onChange={(value: string) => choose(column.heading, value)}
            />
          ),
        },
        {
          title: t('match.sure'),
          render: (_, column) => (
            <>
              <StatusTag kind={kinds[sureOf(column)]}>{t(`match.certainty.${sureOf(column)}`)}</StatusTag>
              {column.ignored && <span className={styles.soft}> {column.ignored}</span>}
            </>
          ),
        },
      ]}
    />
  )
}

/** What the column may stand for, the likeliest first. */
function useFieldOptions(object: ImportObject) {
  const t = useImportTexts()
  const language = useLanguage()
  const all = object.fields.map(({ label, english, required }) => ({
    value: label,
    label: `${language === 'en' ? english : label}${required ? ' *' : ''}`,
  }))
  const leaveOut = { value: ignored, label: t('match.ignore') }
  return (suggestions: readonly string[]) => {
    const likely = all.filter(({ value }) => suggestions.includes(value))
    const rest = all.filter(({ value }) => !suggestions.includes(value))
    return [
      ...(likely.length > 0 ? [{ label: t('match.suggested'), options: likely }] : []),
      { label: t('match.others'), options: [leaveOut, ...rest] },
    ]
  }
}
