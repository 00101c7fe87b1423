/** Why a number is what it is, beside the clause it comes from. The way back is always in sight. */
import { Drawer } from 'antd'
import { useEffect, useRef } from 'react'
import type { Slip } from '../data.ts'
import { useStatementTexts } from '../texts.ts'
import { type Step, useWhy } from './address.ts'
import { ReasonView } from './reason-view.tsx'
import { RecordView } from './record-view.tsx'
import styles from './why.module.css'

export function WhyPanel({ slip }: { readonly slip: Slip }) {
  const t = useStatementTexts()
  const { steps, open, backTo } = useWhy()
  const current = steps.at(-1)
  const heading = useRef<HTMLHeadingElement>(null)
  const opened = JSON.stringify(current ?? null)
  // Another step is another page to whoever listens.
  useEffect(() => heading.current?.focus(), [opened])
  return (
    <Drawer
      open={current !== undefined}
      onClose={() => backTo(-1)}
      size="min(1040px, 100vw)"
      title={<Path steps={steps} backTo={backTo} />}
      closeIcon={<span aria-hidden="true">✕</span>}
      aria-label={t('why.title')}
      destroyOnHidden
      className={styles.drawer ?? ''}
    >
      {current && (
        <div key={opened}>
          <h2 ref={heading} tabIndex={-1} className={styles.heading}>
            {titleOf(current, t('why.record'))}
          </h2>
          {current.name === undefined ? (
            <RecordView slip={slip} row={current} />
          ) : (
            <ReasonView slip={slip} place={{ ...current, name: current.name }} onOpen={open} />
          )}
        </div>
      )}
    </Drawer>
  )
}

const titleOf = ({ name, key }: Step, record: string) => `${name ?? record} · ${key.join(' / ')}`

interface PathProps {
  readonly steps: readonly Step[]
  readonly backTo: (at: number) => void
}

function Path({ steps, backTo }: PathProps) {
  const t = useStatementTexts()
  const label = ({ name, key }: Step) => name ?? `${t('why.record')} ${key.at(-1) ?? ''}`
  return (
    <nav aria-label={t('why.path')}>
      <ol className={styles.path}>
        <li>
          <button type="button" onClick={() => backTo(-1)}>
            {t('why.start')}
          </button>
        </li>
        {steps.map((step, at) => (
          <li key={`${at} ${label(step)}`}>
            {at === steps.length - 1 ? (
              <span aria-current="step">{label(step)}</span>
            ) : (
              <button type="button" onClick={() => backTo(at)}>
                {label(step)}
              </button>
            )}
          </li>
        ))}
      </ol>
    </nav>
  )
}
