/** The clause as it was written, with the formula in question marked. */
import { Link } from '@tanstack/react-router'
import { Skeleton } from 'antd'
import { useScope } from '../../../app/session.ts'
import { ClauseLink } from '../clause-link.tsx'
import { type ClauseText, type Place, type Slip, useClause } from '../data.ts'
import { useStatementTexts } from '../texts.ts'
import styles from './why.module.css'

interface Props {
  readonly slip: Slip
  readonly at: number
  readonly place: Place
}

export function ClauseView({ slip, at, place }: Props) {
  const t = useStatementTexts()
  const { data } = useClause(slip, at, place)
  const policies = useScope('policy', 'read')
  if (!data) return <Skeleton active title={false} />
  return (
    <>
      <p className={styles.note}>{t('why.clause')}</p>
      <h3>
        <ClauseLink version={data.version} clause={{ at, title: data.title }} />
      </h3>
      {data.parts.map((part, index) => (
        <Part key={`${index} ${part.text.slice(0, 20)}`} part={part} />
      ))}
      {/* The reader of policies names its definitions so. */}
      {policies && (
        <Link to={`/policies/${data.version}`} hash={`def-${place.object}-${place.name}`}>
          {t('why.readPolicy')}
        </Link>
      )}
    </>
  )
}

function Part({ part: { kind, text, marked } }: { readonly part: ClauseText['parts'][number] }) {
  if (kind === 'words') return <p>{text.replace(/\n/g, '')}</p>
  if (kind === 'table') return <Table text={text} />
  const [from, to] = marked ?? [0, 0]
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a block that scrolls must be reached by the keyboard
    <pre className={styles.code} tabIndex={0}>
      {text.slice(0, from)}
      {to > from && <mark>{text.slice(from, to)}</mark>}
      {text.slice(to)}
    </pre>
  )
}

function Table({ text }: { readonly text: string }) {
  const [head = [], , ...rows] = text.split('\n').map((line) =>
    line
      .trim()
      .replace(/^\||\|$/g, '')
      .split('|')
      .map((cell) => cell.trim()),
  )
  return (
    <div className={styles.scroll}>
      <table className={styles.table}>
        <thead>
          <tr>
            {head.map((cell) => (
              <th key={cell} scope="col">
                {cell}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.join('|')}>
              {row.map((cell, at) => (
                <td key={`${head[at] ?? at}`}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
