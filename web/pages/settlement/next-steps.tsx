/** What can be done now, by whom, and what stands before it. */
import { Link } from '@tanstack/react-router'
import { Alert, Button } from 'antd'
import { useState } from 'react'
import { PeriodText } from '../../components/period-text.tsx'
import type { Month, NextStep, Step } from './answers.ts'
import { AskToReopen } from './ask-to-reopen.tsx'
import styles from './settlement.module.css'
import { Sign, type Signing } from './sign.tsx'
import { useSettlementTexts } from './texts.ts'
import { WaitingReopening } from './waiting-reopening.tsx'

/** The way on; the others are said more quietly. */
const onward: readonly Step[] = ['review', 'publish', 'close', 'pay']

export function NextSteps({ month }: { readonly month: Month }) {
  const t = useSettlementTexts()
  const [signing, setSigning] = useState<Signing>()
  const [asking, setAsking] = useState(false)
  const way = nextOf(month)
  const ordered = [...month.next].sort((a, b) => Number(b.step === way) - Number(a.step === way))
  return (
    <div className={styles.next}>
      <h2>{t('nextTitle')}</h2>
      {month.reopening && <WaitingReopening month={month} onConfirm={() => setSigning('confirm')} />}
      {month.status === 'paid' && <p>{t('nextDone')}</p>}
      {ordered.map((next) => (
        <OneStep
          key={next.step}
          policy={month.policy}
          next={next}
          primary={next.step === way}
          onTake={() => (next.step === 'reopen' ? setAsking(true) : setSigning(next.step))}
          hidden={next.step === 'reopen' && month.reopening !== null}
        />
      ))}
      <Sign month={month} step={signing} onClose={() => setSigning(undefined)} />
      <AskToReopen month={month} open={asking} onClose={() => setAsking(false)} />
    </div>
  )
}

function nextOf(month: Month): Step | undefined {
  const open = month.next.map(({ step }) => step)
  return onward.find((step) => open.includes(step))
}

interface Props {
  readonly policy: string
  readonly next: NextStep
  readonly primary: boolean
  readonly hidden: boolean
  readonly onTake: () => void
}

function OneStep({ policy, next: { step, may, obstacles }, primary, hidden, onTake }: Props) {
  const t = useSettlementTexts()
  if (hidden) return null
  // What cannot be helped now and is not the way on needs no words.
  if (!primary && (!may || obstacles.length > 0)) return null
  // Whoever does not take this step need not hear that it takes somebody else.
  const shown = may ? obstacles : obstacles.filter(({ code }) => code !== 'second_person')
  const blocked = shown.length > 0
  return (
    <div>
      <div className={styles.nextRow}>
        <span className={primary ? undefined : styles.quiet}>{t(`stepBy.${step}`)}</span>
        {may && (
          <Button type={primary ? 'primary' : 'default'} disabled={blocked} onClick={onTake}>
            {t(`step.${step}`)}
          </Button>
        )}
      </div>
      {primary && blocked && (
        <Alert
          type="warning"
          showIcon
          title={t('before')}
          description={
            <ul className={styles.obstacles}>
              {shown.map(({ code, message }) => (
                <li key={code}>
                  {message} {code === 'run_problems' && <a href="#problems">{t('goProblems')}</a>}
                  {code === 'run_order' && <EarlierLink message={message} policy={policy} />}
                </li>
              ))}
            </ul>
          }
        />
      )}
    </div>
  )
}

/** The server's sentence names the month that comes first. */
function EarlierLink({ message, policy }: { readonly message: string; readonly policy: string }) {
  const earlier = /\d{4}-\d{2}/.exec(message)?.[0]
  return earlier ? (
    <Link to={`/settlement/${earlier}`} search={{ policy } as never}>
      <PeriodText value={earlier} />
    </Link>
  ) : null
}
