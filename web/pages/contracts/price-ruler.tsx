import styles from './contract.module.css'

interface Props {
  readonly price: string
  readonly base: string
}

/** A picture only; the words beside it say the same. The base price stands in the middle, half and double at the ends. */
export function PriceRuler({ price, base }: Props) {
  const share = Number(base) > 0 ? Number(price) / Number(base) : 1
  const at = Math.max(0, Math.min(100, 50 + (share - 1) * 100))
  const kind = share > 1 ? 'above' : share < 1 ? 'below' : 'at'
  return (
    <span className={styles.ruler} aria-hidden="true">
      <i
        data-kind={kind}
        style={{ left: `${Math.min(at, 50)}%`, width: `${Math.max(2, Math.abs(at - 50))}%` }}
      />
      <b style={{ left: '50%' }} />
    </span>
  )
}
