import { Cards } from '../../components/data-table/cards.tsx'
import { amountOf, isNegative, isPositive, percentOf } from '../../components/figures.ts'
import { Money } from '../../components/money.tsx'
import { useNarrow } from '../../components/use-narrow.ts'
import styles from './contract.module.css'
import type { ContractFile, Line } from './contract.ts'
import type { Corrections } from './corrections.tsx'
import { Act, Card, Change, Notice } from './part.tsx'
import { PriceRuler } from './price-ruler.tsx'
import { offOf } from './sums.ts'
import { useContractTexts } from './texts.ts'

interface Props {
  readonly file: ContractFile
  readonly edit: Corrections
}

type LineProps = Props & { readonly line: Line }

/** Each line's price against the base price in force on the signing date. M-4.2, M-4.3. */
export function Lines({ file, edit }: Props) {
  const t = useContractTexts()
  const narrow = useNarrow()
  const { contract, lines } = file
  const off = offOf(file).lines
  if (lines.length === 0 && !edit.mayCreate) return null
  return (
    <Card
      title={t('lines')}
      action={edit.mayCreate && <Act text={t('addLine')} onClick={() => edit.open('contract_line', 'new')} />}
    >
      {contract.kind !== '试用协议' && <p className={styles.help}>{t('linesHelp')}</p>}
      {off && (
        <Notice
          title={t(off.over ? 'linesOver' : 'linesShort', {
            ...{ sum: amountOf(off.sum), by: amountOf(off.by), turnover: amountOf(contract.turnover) },
          })}
          help={t('linesFix')}
          mayChange={edit.mayUpdate}
        />
      )}
      {lines.length === 0 ? (
        <p>{t('linesNone')}</p>
      ) : narrow ? (
        <LineCards file={file} edit={edit} />
      ) : (
        <LineTable file={file} edit={edit} />
      )}
    </Card>
  )
}

function LineCards({ file, edit }: Props) {
  const t = useContractTexts()
  return (
    <Cards<Line>
      rows={file.lines}
      rowKey={({ line_no }) => String(line_no)}
      columns={[
        {
          key: 'product_code',
          title: t('product'),
          render: (line) => <Product line={line} file={file} edit={edit} />,
        },
        { key: 'amount', title: t('amount'), kind: 'money' },
        { key: 'quantity', title: t('quantity'), render: ({ quantity }) => amountOf(quantity, 0) },
        { key: 'unit_price', title: t('unitPrice'), kind: 'money' },
        { key: 'base_price', title: t('basePrice'), kind: 'money' },
        { key: 'against', title: t('againstBase'), render: (line) => <Against line={line} file={file} /> },
      ]}
    />
  )
}

function LineTable({ file, edit }: Props) {
  const t = useContractTexts()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={styles.scroll} aria-label={t('linesTable')} tabIndex={0}>
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
          {file.lines.map((line) => (
            <tr key={line.line_no}>
              <td className={styles.wide}>
                <Product line={line} file={file} edit={edit} />
              </td>
              <td className={styles.figure}>{amountOf(line.quantity, 0)}</td>
              <td className={styles.figure}>
                <Money value={line.unit_price} />
              </td>
              <td className={styles.figure}>
                <Money value={line.base_price} />
              </td>
              <td className={styles.figure}>
                <Against line={line} file={file} />
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

function Product({ line, file, edit }: LineProps) {
  const t = useContractTexts()
  const { line_no } = line
  const { contract_no } = file.contract
  const of = t('lineNo', { line: line_no })
  return (
    <>
      {line.product_name ?? line.product_code}
      <span className={styles.note}>{line.product_code}</span>
      {!line.filed && (
        <span className={styles.note} data-kind="wrong">
          {t('notFiled')}
        </span>
      )}
      {file.concessions
        .filter((own) => own.line_no === line_no)
        .map(({ item_no, content }) => (
          <span key={item_no} className={styles.note}>
            {t('concessions')}：{content}{' '}
            {edit.mayUpdate && (
              <Change
                of={t('concessionNo', { line: line_no, item: item_no })}
                onClick={() => edit.open('concession', [contract_no, String(line_no), String(item_no)])}
              />
            )}
          </span>
        ))}
      {edit.mayUpdate && (
        <span className={styles.acts}>
          <Change of={of} onClick={() => edit.open('contract_line', [contract_no, String(line_no)])} />
          {edit.mayCreate && file.contract.kind !== '试用协议' && (
            <Act text={t('addConcession')} of={of} onClick={() => edit.open('concession', 'new', line_no)} />
          )}
        </span>
      )}
    </>
  )
}

function Against({ line, file: { contract } }: Omit<LineProps, 'edit'>) {
  const t = useContractTexts()
  const { base_price, above_rate, conceded } = line
  // Goods on trial are lent, not sold: there is no price to hold against another. M-2.3.
  if (contract.kind === '试用协议') return <span className={styles.note}>{t('trialPrice')}</span>
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
