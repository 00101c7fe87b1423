import { Button } from 'antd'
import type { ReactNode } from 'react'
import type { Column } from '../../components/data-table/column.tsx'
import { InnerTable } from '../../components/data-table/inner-table.tsx'
import { PersonLink } from '../../components/links.tsx'
import { type ListRow, useRecordObject } from '../../components/records/record-data.ts'
import { useValueName } from '../../components/records/value-names.ts'
import styles from './people.module.css'
import type { Opened } from './person-page.tsx'
import { usePeopleTexts } from './texts.ts'

export interface PartProps {
  readonly rows: readonly ListRow[] | undefined
  readonly onOpen: (opened: Opened) => void
}

export function Posts({ rows, onOpen }: PartProps) {
  const t = usePeopleTexts()
  return (
    <Part
      title={t('person.posts')}
      add={t('person.addPost')}
      object="assignment"
      rows={rows}
      onOpen={onOpen}
      keyOf={(row) => [String(row.person), String(row.valid_from)]}
      columns={[
        {
          key: 'unit',
          title: t('person.unit'),
          heading: true,
          render: (row) => row['unit.name'] ?? row.unit,
        },
        { key: 'position', title: t('person.position'), lead: true },
        {
          key: 'superior',
          title: t('person.superior'),
          render: (row) =>
            row.superior ? (
              <PersonLink number={String(row.superior)} name={String(row['superior.name'] ?? row.superior)} />
            ) : (
              '—'
            ),
        },
        {
          key: 'heads_unit',
          title: t('person.heads'),
          render: (row) => (row.heads_unit ? t('person.heads') : '—'),
        },
      ]}
    />
  )
}

export function Groups({ rows, onOpen }: PartProps) {
  const t = usePeopleTexts()
  const roleName = useValueName('team_membership', 'role')
  return (
    <Part
      title={t('person.groups')}
      add={t('person.addGroup')}
      object="team_membership"
      rows={rows}
      onOpen={onOpen}
      keyOf={(row) => [String(row.team), String(row.person), String(row.valid_from)]}
      columns={[
        {
          key: 'team',
          title: t('person.group'),
          heading: true,
          render: (row) => row['team.name'] ?? row.team,
        },
        { key: 'role', title: t('person.role'), lead: true, render: ({ role }) => roleName(role) },
      ]}
    />
  )
}

interface Part extends PartProps {
  readonly title: string
  readonly add: string
  readonly object: Exclude<Opened['object'], 'person'>
  readonly keyOf: (row: ListRow) => string[]
  readonly columns: readonly Column<ListRow>[]
  readonly note?: ReactNode
}

/** What holds from a day until another, the latest first. */
export function Part({ title, add, object, rows, onOpen, keyOf, columns, note }: Part) {
  const t = usePeopleTexts()
  const may = useRecordObject(object)?.may ?? []
  return (
    <section className={styles.part} aria-label={title}>
      <div className={styles.partHead}>
        <h2>{title}</h2>
        {may.includes('create') && (
          <Button size="small" onClick={() => onOpen({ object, key: 'new' })}>
            {add}
          </Button>
        )}
      </div>
      {note}
      {rows && (
        <InnerTable<ListRow>
          rows={rows}
          rowKey={(row) => keyOf(row).join(' ')}
          none={t('person.none')}
          columns={[
            {
              key: 'valid_from',
              title: t('person.period'),
              render: (row) => (
                <Button
                  type="link"
                  size="small"
                  style={{ padding: 0 }}
                  onClick={() => onOpen({ object, key: keyOf(row) })}
                >
                  {row.valid_to
                    ? t('until', { from: String(row.valid_from), to: String(row.valid_to) })
                    : t('since', { from: String(row.valid_from) })}
                </Button>
              ),
            },
            ...columns,
          ]}
        />
      )}
    </section>
  )
}
