/** The items as a list that works under a thumb; each opens its reason. */
import { RightOutlined } from '@ant-design/icons'
import { Money } from '../../components/money.tsx'
import { ClauseLink } from './clause-link.tsx'
import type { Statement } from './data.ts'
import styles from './statement.module.css'
import { useStatementTexts } from './texts.ts'

interface Props {
  readonly statement: Statement
  readonly onOpen: (item: string) => void
}

export function Items({ statement, onOpen }: Props) {
  const t = useStatementTexts()
  const { lines, payable, payableName, compared, change, policy } = statement
  return (
    <section className={styles.card} aria-labelledby="items">
      <h2 id="items">{t('items')}</h2>
      <ul className={styles.items}>
        {lines.map(({ name, amount, change: moved, clause }) => (
          <li key={name} className={styles.itemed}>
            <button type="button" className={styles.item} onClick={() => onOpen(name)}>
              <span className={styles.name}>
                {name}
                {clause && <span className={styles.room} />}
              </span>
              <span className={styles.figures}>
                <Money value={amount} />
                {compared && moved !== null && moved !== '0' && (
                  <span className={styles.moved}>
                    {t('change')} <Money value={moved} signed />
                  </span>
                )}
              </span>
              <RightOutlined className={styles.arrow} aria-hidden />
            </button>
            {clause && (
              <span className={styles.under}>
                <ClauseLink version={policy.id} clause={clause} />
              </span>
            )}
          </li>
        ))}
        <li className={styles.whole}>
          <button type="button" className={styles.item} onClick={() => onOpen(payableName)}>
            <span className={styles.name}>{payableName}</span>
            <span className={styles.figures}>
              <Money value={payable} />
              {compared && change !== null && (
                <span className={styles.moved}>
                  {t('change')} <Money value={change} signed />
                </span>
              )}
            </span>
            <RightOutlined className={styles.arrow} aria-hidden />
          </button>
        </li>
      </ul>
    </section>
  )
}
