/** The records behind a sum or count, page by page; others' are counted, not shown. */
import { Alert, Button, Skeleton, Space } from 'antd'
import { useState } from 'react'
import { type Place, rowsShown, type Slip, useRows } from '../data.ts'
import { useStatementTexts } from '../texts.ts'
import type { Step } from './address.ts'
import { Figure } from './figure.tsx'
import styles from './why.module.css'

interface Props {
  readonly slip: Slip
  readonly place: Place
  readonly input: number
  readonly onOpen: (step: Step) => void
}

export function RowsView({ slip, place: { object, key, name }, input, onOpen }: Props) {
  const t = useStatementTexts()
  const [page, setPage] = useState(1)
  const { data, error } = useRows(slip, { object, key, name }, input, page)
  if (error) return <Alert type="warning" showIcon title={error.message} />
  if (!data) return <Skeleton active title={false} paragraph={{ rows: 2 }} />
  const { rows, total, hidden, label, shape } = data
  const from = (page - 1) * rowsShown
  return (
    <div className={styles.rows}>
      <p className={styles.note}>
        {total + hidden === 0 ? t('why.noRows') : t('why.rows', { label, count: total + hidden })}
      </p>
      <ul>
        {rows.map((row) => (
          <li key={row.key.join(' ')}>
            <button
              type="button"
              className={styles.row}
              onClick={() => onOpen(row.opens ?? { object: data.object, key: row.key })}
            >
              <span className={styles.text}>
                {row.title ?? row.key.join(' / ')}
                {row.title && <span className={styles.note}>{row.key.join(' / ')}</span>}
              </span>
              {row.value !== null && (
                <span className={styles.amount}>
                  <Figure value={row.value} shape={shape} />
                </span>
              )}
              <span className={styles.go}>{t(row.opens ? 'why.openReason' : 'why.openRecord')}</span>
            </button>
          </li>
        ))}
      </ul>
      {total > rowsShown && (
        <Space>
          <Button size="small" disabled={page === 1} onClick={() => setPage(page - 1)}>
            {t('why.fewerRows')}
          </Button>
          <span className={styles.note}>
            {t('why.range', { from: from + 1, to: from + rows.length, total })}
          </span>
          <Button size="small" disabled={from + rows.length >= total} onClick={() => setPage(page + 1)}>
            {t('why.moreRows')}
          </Button>
        </Space>
      )}
      {hidden > 0 && <p className={styles.note}>{t('why.hiddenRows', { count: hidden })}</p>}
    </div>
  )
}
