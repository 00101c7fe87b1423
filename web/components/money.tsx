/**
 * An amount in 元, as decimal text: `<Money value="12345.6" />` 12,345.60. `earned` for what a person earned,
 * `signed` for a movement (+ or -), `unit` where no heading names it.
 */
import { useTexts } from '../i18n.ts'
import { amountOf, isNegative, isPositive } from './figures.ts'
import styles from './money.module.css'

interface Props {
  readonly value: string | null | undefined
  readonly earned?: boolean
  readonly signed?: boolean
  readonly unit?: boolean
  readonly size?: 'hero'
}

export function Money({ value, earned, signed, unit, size }: Props) {
  const t = useTexts()
  if (value === null || value === undefined) return <span className={styles.none}>—</span>
  const kind = isNegative(value) ? 'lost' : earned && isPositive(value) ? 'earned' : undefined
  return (
    <span className={styles.money} data-kind={kind} data-size={size}>
      {signed && isPositive(value) && '+'}
      {amountOf(value)}
      {unit && <span className={styles.unit}> {t('unit.yuan')}</span>}
    </span>
  )
}
