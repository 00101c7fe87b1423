/** What a row refers to, by name with its code; customers and products lead to their pages. */
import { Link } from '@tanstack/react-router'
import styles from './records.module.css'

const pages: Readonly<Record<string, string>> = { customer: '/customers', product: '/products' }

interface Props {
  readonly object: string | undefined
  readonly code: string
  readonly name: string
}

export function Reference({ object, code, name }: Props) {
  const page = pages[object ?? '']
  const shown = (
    <>
      {name}
      {name !== code && <span className={styles.code}> {code}</span>}
    </>
  )
  return page ? <Link to={`${page}/${encodeURIComponent(code)}`}>{shown}</Link> : <span>{shown}</span>
}
