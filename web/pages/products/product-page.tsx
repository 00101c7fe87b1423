/** One product: its price over time, and its way into the catalogue. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { App, Button, Skeleton } from 'antd'
import { useState } from 'react'
import { get, post } from '../../api.ts'
import { usePathParam } from '../../app/address.ts'
import { Failure } from '../../app/failure.tsx'
import { useScope } from '../../app/session.ts'
import { amountOf } from '../../components/figures.ts'
import { PageHeader } from '../../components/page-header.tsx'
import { type ListRow, rowQuery, useRecordObject } from '../../components/records/record-data.ts'
import { RecordDrawer } from '../../components/records/record-drawer.tsx'
import { type Opened, useOpenedRecord } from '../../components/records/use-opened-record.ts'
import { useValueName } from '../../components/records/value-names.ts'
import { CatalogueHistory } from './catalogue-history.tsx'
import { useFilings } from './filing-data.ts'
import { Filings } from './filings.tsx'
import { PriceHistory } from './price-history.tsx'
import styles from './products.module.css'
import { StepModal } from './step-modal.tsx'
import { useProductTexts } from './texts.ts'

export function useProductRows(object: 'base_price' | 'catalogue_filing', product: string, sort: string) {
  const query = { filter: JSON.stringify({ product }), sort, size: 200 }
  return useQuery({
    queryKey: ['list', object, query],
    queryFn: async ({ signal }) =>
      (await get<{ rows: readonly ListRow[] }>(`/records/${object}`, { query, signal })).rows,
  })
}

const kinds = ['product', 'base_price'] as const

export type OpenedPart = Opened<(typeof kinds)[number]>

export function ProductPage() {
  const code = usePathParam('code')
  const t = useProductTexts()
  const [opened, open] = useOpenedRecord(kinds)
  const seesPrices = useScope('price', 'read') !== undefined
  const seesFilings = useScope('filing', 'read') !== undefined
  const object = useRecordObject(opened?.object ?? 'product')
  const product = useQuery(rowQuery('product', [code]))
  const now = useQuery({
    queryKey: ['list', 'product', code],
    queryFn: async ({ signal }) => {
      const query = { filter: JSON.stringify({ code }) }
      return (await get<{ rows: readonly ListRow[] }>('/records/product', { query, signal })).rows[0]
    },
  })
  const filingName = useValueName('product', 'filing')
  if (product.isPending) return <Skeleton active />
  if (product.error) return <Failure error={product.error} reset={() => void product.refetch()} />
  const { values, may } = product.data
  const price = now.data?.base_price
  return (
    <>
      <PageHeader
        title={String(values.name).includes(code) ? String(values.name) : `${values.name} ${code}`}
        back="/products"
        answer={
          now.data &&
          seesPrices &&
          t('summary', {
            price: typeof price === 'string' ? amountOf(price) : t('noPrice'),
            filing: filingName(now.data.filing).toLowerCase(),
          })
        }
        actions={
          may.includes('update') && (
            <Button onClick={() => open({ object: 'product', key: [code] })}>{t('edit')}</Button>
          )
        }
      />
      {seesPrices && <PriceHistory product={code} onOpen={open} />}
      {seesFilings && <FilingPart product={code} />}
      {object && (
        <RecordDrawer
          object={object}
          recordKey={opened?.key}
          given={opened?.key === 'new' ? { product: code } : {}}
          onClose={() => open(undefined)}
        />
      )}
    </>
  )
}

function FilingPart({ product }: { readonly product: string }) {
  const t = useProductTexts()
  const { message } = App.useApp()
  const queries = useQueryClient()
  const [asking, ask] = useState(false)
  const { data } = useFilings(product)
  const propose = useMutation({
    mutationFn: (reason: string) => post('/filings', { product, reason }),
    onSuccess: async () => {
      ask(false)
      void message.success(t('filing.done'))
      await queries.invalidateQueries()
    },
    onError: (error) => void message.error(error.message, 8),
  })
  return (
    <section className={styles.part} aria-label={t('filing.title')}>
      <div className={styles.partHead}>
        <h2>{t('filing.title')}</h2>
        {data?.mayPropose && (
          <Button size="small" onClick={() => ask(true)}>
            {t('filing.propose')}
          </Button>
        )}
      </div>
      <p className={styles.soft}>{t('filing.explain')}</p>
      <CatalogueHistory product={product} mayEnd={data?.mayEnd ?? false} />
      <Filings answer={data} ofOne />
      <StepModal
        open={asking}
        title={t('filing.propose')}
        label={t('filing.reason')}
        help={t('filing.reasonHelp')}
        kind="text"
        busy={propose.isPending}
        onCancel={() => ask(false)}
        onSubmit={(reason) => propose.mutate(reason)}
      />
    </section>
  )
}
