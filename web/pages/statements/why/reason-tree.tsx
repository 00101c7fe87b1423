/** The parts of a value, each opening in place. The money is followed from the start; the rest waits to be asked for. */
import { CaretDownOutlined, CaretRightOutlined } from '@ant-design/icons'
import { useState } from 'react'
import type { Cause, Reason, Slip } from '../data.ts'
import { useStatementTexts } from '../texts.ts'
import type { Step } from './address.ts'
import { Figure } from './figure.tsx'
import { RowsView } from './rows-view.tsx'
import styles from './why.module.css'

interface Shared {
  readonly slip: Slip
  readonly onOpen: (step: Step) => void
  /** Whose clause is to stand beside. */
  readonly onRead: (reason: Reason) => void
}

interface TreeProps extends Shared {
  readonly reason: Reason
  readonly top?: boolean
  /** The value it is a part of. */
  readonly within?: Reason
}

export function ReasonTree({ reason, top, within, ...shared }: TreeProps) {
  const t = useStatementTexts()
  const { name, value, shape, formula, withValues, problem, clause, causes } = reason
  return (
    <div className={styles.reason}>
      {top && (
        <p className={styles.value}>
          <Figure value={value} shape={shape} />
        </p>
      )}
      {problem !== null && <p className={styles.problem}>{t('why.problem', { text: problem })}</p>}
      <dl className={styles.formulas}>
        <dt>{t('why.formula')}</dt>
        <dd>
          <code>
            {name} = {formula}
          </code>
        </dd>
        {withValues !== null && (
          <>
            <dt>{t('why.withValues')}</dt>
            <dd>
              <code>= {withValues}</code>
            </dd>
          </>
        )}
      </dl>
      {clause && clause.at !== within?.clause?.at && (
        <button type="button" className={styles.read} onClick={() => shared.onRead(reason)}>
          {clause.title}
        </button>
      )}
      <ul className={styles.causes} aria-label={t('why.openParts')}>
        {causes
          .filter(({ kind }) => kind !== 'unrounded')
          .map((cause) => (
            <li key={cause.text}>
              <CauseLine cause={cause} within={reason} {...shared} />
            </li>
          ))}
      </ul>
    </div>
  )
}

const isMoney = ({ shape, value }: Cause) => shape.unit === '元' && value !== null && value !== '0'

interface CauseProps extends Shared {
  readonly cause: Cause
  readonly within: Reason
}

function CauseLine({ cause, within, ...shared }: CauseProps) {
  const t = useStatementTexts()
  const { text, value, shape, reason, rows, elsewhere, hidden } = cause
  const [open, setOpen] = useState(isMoney(cause))
  const opens = reason !== null || rows !== null
  const content = (
    <>
      <span className={styles.text}>
        {text}
        <Note cause={cause} />
      </span>
      <span className={styles.amount}>
        {hidden && value === null ? '＊' : <Figure value={value} shape={shape} />}
      </span>
    </>
  )
  return (
    <>
      {opens ? (
        <button
          type="button"
          className={styles.line}
          aria-expanded={open}
          title={t(open ? 'why.collapse' : 'why.expand', { name: text })}
          onClick={() => setOpen(!open)}
        >
          {open ? <CaretDownOutlined aria-hidden /> : <CaretRightOutlined aria-hidden />}
          {content}
        </button>
      ) : (
        <div className={styles.line}>
          <span className={styles.dot} />
          {content}
          {elsewhere && (
            <button type="button" className={styles.more} onClick={() => shared.onOpen(elsewhere)}>
              {t('why.openReason')}
            </button>
          )}
        </div>
      )}
      {open && reason && <ReasonTree reason={reason} within={within} {...shared} />}
      {open && rows !== null && (
        <RowsView slip={shared.slip} place={within} input={rows} onOpen={shared.onOpen} />
      )}
    </>
  )
}

function Note({ cause: { kind, above, hidden, tableRow, reason } }: { readonly cause: Cause }) {
  const t = useStatementTexts()
  const notes = [
    above && t('why.above'),
    hidden && t('why.hidden'),
    kind === 'earlier' && !reason && t('why.earlier'),
    tableRow && t('why.tableRow', { row: tableRow }),
  ].filter(Boolean)
  return notes.length > 0 && <span className={styles.note}>{notes.join(' · ')}</span>
}
