import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Button } from 'antd'
import { useState } from 'react'
import { post } from '../../api.ts'
import { useValueName } from '../../components/records/value-names.ts'
import { StatusTag } from '../../components/status-tag.tsx'
import { useProductRows } from './product-page.tsx'
import styles from './products.module.css'
import { StepModal } from './step-modal.tsx'
import { useProductTexts } from './texts.ts'

interface Props {
  readonly product: string
  readonly mayEnd: boolean
}

/** When the product was and is in the filed catalogue. */
export function CatalogueHistory({ product, mayEnd }: Props) {
  const t = useProductTexts()
  const { message } = App.useApp()
  const queries = useQueryClient()
  const [asking, ask] = useState(false)
  const statusName = useValueName('catalogue_filing', 'status')
  const rows = useProductRows('catalogue_filing', product, '-filed_on').data
  const end = useMutation({
    mutationFn: (on: string) => post('/filings/end', { product, on }),
    onSuccess: async () => {
      ask(false)
      void message.success(t('filing.done'))
      await queries.invalidateQueries()
    },
    onError: (error) => void message.error(error.message, 8),
  })
  if (!rows) return null
  const open = rows.some(({ status, expires_on }) => status === '已备案' && expires_on === null)
  return (
    <>
      <ul className={styles.steps}>
        {rows.length === 0 && <li className={styles.soft}>{t('filing.never')}</li>}
        {rows.map((row) => (
          <li key={String(row.filed_on)}>
            <StatusTag kind={row.status === '已备案' && row.expires_on === null ? 'good' : 'plain'}>
              {statusName(row.status)}
            </StatusTag>{' '}
            {row.expires_on
              ? t('filing.filedUntil', { from: String(row.filed_on), to: String(row.expires_on) })
              : t('filing.filedPeriod', { from: String(row.filed_on) })}
          </li>
        ))}
      </ul>
      {mayEnd && open && (
        <Button size="small" type="link" danger onClick={() => ask(true)}>
          {t('filing.end')}
        </Button>
      )}
      <StepModal
        open={asking}
        title={t('filing.end')}
        label={t('filing.endOn')}
        kind="date"
        busy={end.isPending}
        onCancel={() => ask(false)}
        onSubmit={(on) => end.mutate(on)}
      />
    </>
  )
}
