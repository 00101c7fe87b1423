import { Cards } from '../../components/data-table/cards.tsx'
import { amountOf, isNegative, isPositive, percentOf } from '../../components/figures.ts'
import { Money } from '../../components/money.tsx'
import { useNarrow } from '../../components/use-narrow.ts'
import styles from './contract.module.css'
import type { ContractFile, Line } from './contract.ts'
import { PriceRuler } from './price-ruler.tsx'
import { useContractTexts } from './texts.ts'

/** Each line's price against the base price in force on the signing date. M-4.2, M-4.3. */
export function Lines({ file: { lines, concessions } }: { readonly file: ContractFile }) {
  const t = useContractTexts()
  const narrow = useNarrow()
  if (lines.length === 0) return null
  return (
    <section className={styles.card}>
      <h2>{t('lines')}</h2>
      <p className={styles.help}>{t('linesHelp')}</p>
      {narrow ? (
        <LineCards lines={lines} concessions={concessions} />
      ) : (
        <LineTable lines={lines} concessions={concessions} />
      )}
    </section>
  )
}

type Parts = Pick<ContractFile, 'lines' | 'concessions'>

function LineCards({ lines, concessions }: Parts) {
  const t = useContractTexts()
  return (
    <Cards<Line>
      rows={lines}
      rowKey={({ line_no }) => String(line_no)}
      columns={[
        {
          key: 'product_code',
          title: t('product'),
          render: (line) => <Product line={line} concessions={concessions} />,
        },
        { key: 'amount', title: t('amount'), kind: 'money' },
        { key: 'quantity', title: t('quantity'), render: ({ quantity }) => amountOf(quantity, 0) },
        { key: 'unit_price', title: t('unitPrice'), kind: 'money' },
        { key: 'base_price', title: t('basePrice'), kind: 'money' },
        { key: 'against', title: t('againstBase'), render: (line) => <Against line={line} /> },
      ]}
    />
  )
}

function LineTable({ lines, concessions }: Parts) {
  const t = useContractTexts()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={styles.scroll} aria-label={t('lines')} tabIndex={0}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th>{t('product')}</th>
            <th className={styles.figure}>{t('quantity')}</th>
            <th className={styles.figure}>{t('unitPrice')}</th>
            <th className={styles.figure}>{t('basePrice')}</th>
            <th className={styles.figure}>{t('againstBase')}</th>
            <th className={styles.figure}>{t('amount')}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.line_no}>
              <td className={styles.wide}>
                <Product line={line} concessions={concessions} />
              </td>
              <td className={styles.figure}>{amountOf(line.quantity, 0)}</td>
              <td className={styles.figure}>
                <Money value={line.unit_price} />
              </td>
              <td className={styles.figure}>
                <Money value={line.base_price} />
              </td>
              <td className={styles.figure}>
                <Against line={line} />
              </td>
              <td className={styles.figure}>
                <Money value={line.amount} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Product({ line, concessions }: { readonly line: Line } & Pick<Parts, 'concessions'>) {
  const t = useContractTexts()
  return (
    <>
      {line.product_name ?? line.product_code}
      <span className={styles.note}>{line.product_code}</span>
      {!line.filed && (
        <span className={styles.note} data-kind="wrong">
          {t('notFiled')}
        </span>
      )}
      {concessions
        .filter(({ line_no }) => line_no === line.line_no)
        .map(({ item_no, content }) => (
          <span key={item_no} className={styles.note}>
            {t('concessions')}：{content}
          </span>
        ))}
    </>
  )
}

function Against({ line }: { readonly line: Line }) {
  const t = useContractTexts()
  const { base_price, above_rate, conceded } = line
  if (base_price === null || above_rate === null)
    return (
      <span className={styles.note} data-kind="wrong">
        {t('noPrice')}
      </span>
    )
  const rate = percentOf(above_rate.replace('-', ''))
  const kind = isPositive(above_rate) ? 'above' : isNegative(above_rate) ? 'below' : 'at'
  return (
    <>
      <PriceRuler price={line.unit_price} base={base_price} />
      <span className={styles.note} data-kind={kind === 'below' ? 'wrong' : kind === 'above' ? 'earned' : ''}>
        {kind === 'above' ? t('above', { rate }) : kind === 'below' ? t('below', { rate }) : t('atBase')}
      </span>
      {kind === 'above' && conceded && <span className={styles.note}>{t('conceded')}</span>}
    </>
  )
}
