import { Button } from 'antd'
import type { ReactNode } from 'react'
import { Money } from '../../components/money.tsx'
import { useNamedValues } from '../../components/records/value-names.ts'
import styles from './contract.module.css'
import { type Draft, namedBefore, newInstalment, newPaper, newShare, sumOf } from './draft.ts'
import { Agreement } from './draft-lines.tsx'
import { ChoiceField, DayField, PickField, TextField } from './fields.tsx'
import { useContractTexts } from './texts.ts'

interface Props {
  readonly draft: Draft
  readonly change: (change: Partial<Draft>) => void
}

/** Who shares the credit (M-4.6), what is due when, and which papers are to come. */
export function DraftParts({ draft, change }: Props) {
  const t = useContractTexts()
  const kinds = useNamedValues('payment_plan', 'kind')
  const shares = sumOf(draft.shares.map(({ percent }) => percent))
  const persons = draft.shares.map(({ person }) => person)
  const papers = draft.papers.map(({ name }) => name)
  const said = (key: 'shareTwice' | 'paperTwice', row: number | undefined) =>
    row === undefined ? undefined : t(key, { row })
  const plan = sumOf(draft.plan.map(({ amount }) => amount))
  return (
    <>
      <Part
        title={t('shares')}
        add={t('addShare')}
        onAdd={() => change({ shares: [...draft.shares, newShare()] })}
      >
        {draft.shares.map((share, at) => (
          <Row key={share.id} remove={() => change({ shares: without(draft.shares, at) })}>
            <PickField
              object="person"
              label={t('person')}
              value={share.person}
              wrong={said('shareTwice', namedBefore(persons, at))}
              onChange={(person) => change({ shares: replaced(draft.shares, at, { person }) })}
            />
            <TextField
              label={t('percent')}
              value={share.percent}
              figure
              onChange={(percent) => change({ shares: replaced(draft.shares, at, { percent }) })}
            />
          </Row>
        ))}
        {draft.shares.length > 0 && (
          <p className={styles.sum}>
            {t('sharesSum')} {shares}%{' '}
            {shares.replace(/\.0+$/, '') !== '100' && (
              <span className={styles.note} data-kind="wrong">
                {t('sharesMust')}
              </span>
            )}
          </p>
        )}
      </Part>
      <Part
        title={t('plan')}
        add={t('addInstalment')}
        onAdd={() => change({ plan: [...draft.plan, newInstalment()] })}
      >
        {draft.plan.map((instalment, at) => (
          <Row key={instalment.id} remove={() => change({ plan: without(draft.plan, at) })}>
            <DayField
              label={t('dueOn')}
              value={instalment.dueOn}
              onChange={(dueOn) => change({ plan: replaced(draft.plan, at, { dueOn }) })}
            />
            <TextField
              label={t('amount')}
              value={instalment.amount}
              figure
              onChange={(amount) => change({ plan: replaced(draft.plan, at, { amount }) })}
            />
            <ChoiceField
              label={t('planKind')}
              value={instalment.kind}
              options={kinds}
              onChange={(kind) => change({ plan: replaced(draft.plan, at, { kind }) })}
            />
          </Row>
        ))}
        {draft.plan.length > 0 && (
          <p className={styles.sum}>
            {t('planSum')} <Money value={plan} unit /> <Agreement sum={plan} turnover={draft.turnover} />
          </p>
        )}
      </Part>
      <Part
        title={t('papers')}
        add={t('addPaper')}
        onAdd={() => change({ papers: [...draft.papers, newPaper()] })}
      >
        {draft.papers.map((paper, at) => (
          <Row key={paper.id} remove={() => change({ papers: without(draft.papers, at) })}>
            <TextField
              label={t('paper')}
              value={paper.name}
              wrong={said('paperTwice', namedBefore(papers, at))}
              onChange={(name) => change({ papers: replaced(draft.papers, at, { name }) })}
            />
            <DayField
              label={t('paperDue')}
              value={paper.dueOn}
              onChange={(dueOn) => change({ papers: replaced(draft.papers, at, { dueOn }) })}
            />
          </Row>
        ))}
      </Part>
    </>
  )
}

function without<T>(rows: readonly T[], at: number): T[] {
  return rows.filter((_, i) => i !== at)
}

function replaced<T>(rows: readonly T[], at: number, values: Partial<T>): T[] {
  return rows.map((row, i) => (i === at ? { ...row, ...values } : row))
}

interface PartProps {
  readonly title: string
  readonly add: string
  readonly onAdd: () => void
  readonly children: ReactNode
}

function Part({ title, add, onAdd, children }: PartProps) {
  return (
    <section className={styles.card}>
      <h2>{title}</h2>
      {children}
      <Button onClick={onAdd} style={{ marginTop: 12 }}>
        {add}
      </Button>
    </section>
  )
}

function Row({ remove, children }: { readonly remove: () => void; readonly children: ReactNode }) {
  const t = useContractTexts()
  return (
    <div className={styles.row}>
      {children}
      <Button type="text" danger onClick={remove}>
        {t('remove')}
      </Button>
    </div>
  )
}
