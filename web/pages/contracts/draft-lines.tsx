import { useQuery } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import type { Answer } from '../../answer.ts'
import { get } from '../../api.ts'
import { amountOf, percentOf } from '../../components/figures.ts'
import { Money } from '../../components/money.tsx'
import styles from './contract.module.css'
import { type Draft, type DraftLine, lineAmount, newLine, sumOf } from './draft.ts'
import { difference } from './events.ts'
import { PickField, TextField } from './fields.tsx'
import { PriceRuler } from './price-ruler.tsx'
import { useContractTexts } from './texts.ts'

interface Props {
  readonly draft: Draft
  readonly change: (change: Partial<Draft>) => void
}

/** Lines with the price held against the base price while it is typed. M-4.2. */
export function DraftLines({ draft, change }: Props) {
  const t = useContractTexts()
  const { lines } = draft
  const set = (at: number, values: Partial<DraftLine>) =>
    change({ lines: lines.map((line, i) => (i === at ? { ...line, ...values } : line)) })
  const sum = sumOf(lines.map(lineAmount))
  return (
    <section className={styles.card}>
      <h2>{t('lines')}</h2>
      {lines.map((line, at) => (
        <LineRow
          key={line.id}
          line={line}
          at={at}
          signedOn={draft.signedOn}
          isSold={draft.kind !== '试用协议'}
          set={(values) => set(at, values)}
          remove={() => change({ lines: lines.filter((_, i) => i !== at) })}
        />
      ))}
      <p className={styles.sum}>
        {t('linesSum')} <Money value={sum} unit /> <Agreement sum={sum} turnover={draft.turnover} />
      </p>
      <Button onClick={() => change({ lines: [...lines, newLine()] })}>{t('addLine')}</Button>
    </section>
  )
}

/** Whether a sum is the turnover, in words. */
export function Agreement({ sum, turnover }: { readonly sum: string; readonly turnover: string }) {
  const t = useContractTexts()
  const given = turnover.replaceAll(/[,，\s]/g, '')
  if (!/^\d+(\.\d+)?$/.test(given)) return null
  const off = difference(sum, given)
  return /^-?0*(\.0*)?$/.test(off) ? (
    <span>{t('agrees')}</span>
  ) : (
    <span className={styles.note} data-kind="wrong">
      {t('differs', { amount: amountOf(off) })}
    </span>
  )
}

interface RowProps {
  readonly line: DraftLine
  readonly at: number
  readonly signedOn: string | null
  /** Goods on trial have no price to be held against another. */
  readonly isSold: boolean
  readonly set: (values: Partial<DraftLine>) => void
  readonly remove: () => void
}

function LineRow({ line, at, signedOn, isSold, set, remove }: RowProps) {
  const t = useContractTexts()
  const { concessions } = line
  const amount = lineAmount(line)
  return (
    <div className={styles.row}>
      <PickField
        object="product"
        label={t('product')}
        value={line.product}
        onChange={(product) => set({ product })}
      />
      <TextField
        label={t('quantity')}
        value={line.quantity}
        figure
        onChange={(quantity) => set({ quantity })}
      />
      <TextField
        label={t('unitPrice')}
        value={line.unitPrice}
        figure
        onChange={(unitPrice) => set({ unitPrice })}
      />
      <div className={styles.field}>
        <span className={styles.label}>{t('amount')}</span>
        <span className={styles.output}>
          <Money value={amount ?? null} />
        </span>
      </div>
      <Button type="text" danger onClick={remove} aria-label={t('removeLine', { line: at + 1 })}>
        {t('remove')}
      </Button>
      <div className={styles.below}>
        {isSold && <Price line={line} signedOn={signedOn} />}
        {concessions.map((content, item) => (
          <Input
            key={item}
            value={content}
            aria-label={t('concessions')}
            placeholder={t('concessionText')}
            onChange={(event) =>
              set({ concessions: concessions.map((own, i) => (i === item ? event.target.value : own)) })
            }
            style={{ marginBottom: 8 }}
          />
        ))}
        <Button size="small" type="link" onClick={() => set({ concessions: [...concessions, ''] })}>
          {t('addConcession')}
        </Button>
      </div>
    </div>
  )
}

function Price({
  line: { product, unitPrice },
  signedOn,
}: {
  readonly line: DraftLine
  readonly signedOn: string | null
}) {
  const t = useContractTexts()
  const { data } = useQuery({
    queryKey: ['price', product, signedOn],
    enabled: product !== null && signedOn !== null,
    queryFn: ({ signal }) =>
      get<Answer<'/contracts/price', 'get'>>('/contracts/price', {
        query: { product: product ?? '', on: signedOn ?? '' },
        signal,
      }),
  })
  if (!data) return null
  const price = unitPrice.replaceAll(/[,，\s]/g, '')
  const known = data.price !== null && /^\d+(\.\d+)?$/.test(price)
  const off = known && data.price ? difference(price, data.price) : '0'
  const rate = data.price ? percentOf((Math.abs(Number(off)) / Number(data.price)).toFixed(4)) : ''
  const kind = off.startsWith('-') ? 'below' : /[1-9]/.test(off) ? 'above' : 'at'
  return (
    <p className={styles.note} role="status">
      {!data.filed && <span data-kind="wrong">{t('notFiled')} · </span>}
      {data.price === null ? t('noPrice') : `${t('basePrice')} ${amountOf(data.price)}`}
      {known && data.price && (
        <>
          {' · '}
          {kind === 'above' ? t('above', { rate }) : kind === 'below' ? t('below', { rate }) : t('atBase')}
          <PriceRuler price={price} base={data.price} />
        </>
      )}
    </p>
  )
}
