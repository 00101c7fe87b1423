/** To a record, by name with its number beside it. */
import { Link } from '@tanstack/react-router'
import styles from './links.module.css'

interface PersonProps {
  readonly number: string
  readonly name: string
}

export function PersonLink({ number, name }: PersonProps) {
  return (
    <Link to={`/people/${encodeURIComponent(number)}`} className={styles.link}>
      {name}
      <span className={styles.number}>{number}</span>
    </Link>
  )
}

interface ContractProps {
  readonly number: string
  /** The customer, or what it is about. */
  readonly about?: string
}

export function ContractLink({ number, about }: ContractProps) {
  return (
    <Link to={`/contracts/${encodeURIComponent(number)}`} className={styles.link}>
      {about ?? number}
      {about && <span className={styles.number}>{number}</span>}
    </Link>
  )
}
