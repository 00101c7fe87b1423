/** The rows on a phone: one card each, the name and the amount beside it, all other facts below. */
import { Pagination, type PaginationProps } from 'antd'
import type { ReactNode } from 'react'
import { useTexts } from '../../i18n.ts'
import { opened } from './antd-columns.tsx'
import styles from './cards.module.css'
import { type Column, cell, leadOf, present } from './column.tsx'
import { rowKeys } from './row-keys.ts'

interface Props<Row> {
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
  readonly rowKey: (row: Row) => string
  readonly open?: ((row: Row) => string) | undefined
  readonly onOpen?: ((row: Row) => void) | undefined
  /** What touching a card anywhere does. */
  readonly act?: ((row: Row) => void) | undefined
  readonly sums?: Readonly<Record<string, string>>
  readonly busy?: boolean
  readonly pagination?: PaginationProps
  readonly none?: ReactNode
}

export function Cards<Row extends object>(props: Props<Row>) {
  const { columns, rows, rowKey, act, sums = {}, busy = false, pagination, none = null } = props
  const name = columns.find(({ heading }) => heading) ?? columns[0]
  const others = columns.filter((column) => column !== name)
  const lead = leadOf(others)
  if (!name || rows.length === 0) return none
  const facts = others.filter((column) => column !== lead)
  return (
    <>
      <SumsCard columns={columns} sums={sums} />
      <ul className={styles.cards} aria-busy={busy}>
        {rows.map((row) => (
          <li key={rowKey(row)} {...rowKeys(act && (() => act(row)))}>
            <div className={styles.head}>
              <span className={styles.name}>
                {opened(name, row, { open: props.open, onOpen: props.onOpen })}
              </span>
              {lead && (
                <span className={styles.lead}>
                  <small>{lead.title}</small>
                  <b>{cell(lead, row)}</b>
                </span>
              )}
            </div>
            <Facts columns={facts} row={row} />
          </li>
        ))}
      </ul>
      {pagination && <Pagination {...pagination} simple className={styles.pages ?? ''} />}
    </>
  )
}

/** What is not there is not named: a card has no columns to keep in line. */
function Facts<Row extends object>({
  columns,
  row,
}: {
  readonly columns: readonly Column<Row>[]
  readonly row: Row
}) {
  const known = columns.filter(({ key, render }) => {
    const value = (row as Readonly<Record<string, unknown>>)[key]
    return value === undefined ? render !== undefined : value !== null && value !== ''
  })
  return (
    <dl className={styles.facts}>
      {known.map((column) => (
        <div key={column.key}>
          <dt>{column.title}</dt>
          <dd>{cell(column, row)}</dd>
        </div>
      ))}
    </dl>
  )
}

/** Over everything that matches, not only this page. */
function SumsCard<Row>({ columns, sums }: Required<Pick<Props<Row>, 'columns' | 'sums'>>) {
  const t = useTexts()
  const summed = columns.filter(({ key }) => key in sums)
  if (summed.length === 0) return null
  return (
    <section className={styles.sums} aria-label={t('table.sums')}>
      <strong>{t('table.sums')}</strong>
      <dl className={styles.facts}>
        {summed.map(({ key, title, kind }) => (
          <div key={key}>
            <dt>{title}</dt>
            <dd>{present(kind, sums[key])}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
