/** What should make one stop: outliers, contracts without a result, records newer than the settlement. */

import { Alert, InputNumber, Skeleton } from 'antd'
import { isOpen, type RunStatus } from '../../../src/settlement/states.ts'
import { PersonLink } from '../../components/links.tsx'
import { usePunctuation } from '../../i18n.ts'
import type { Figures, Rail } from './answers.ts'
import { Section } from './section.tsx'
import styles from './settlement.module.css'
import { useSettlementTexts } from './texts.ts'

interface Props {
  readonly data: Figures | undefined
  readonly status: RunStatus
  readonly jump: number
  readonly onJump: (percent: number) => void
}

export function Rails({ data, status, jump, onJump }: Props) {
  const t = useSettlementTexts()
  return (
    <Section title={t('rail.title')}>
      {!data ? (
        <Skeleton active />
      ) : (
        <>
          <Stale stale={data.completeness.stale} open={isOpen(status)} />
          <dl className={styles.facts}>
            {data.guardRails.map(({ rail, count, people }) => (
              <RailRow key={rail} rail={rail} count={count} people={people} jump={jump} />
            ))}
            <ShareRow label={t('rail.contracts')} share={data.completeness.contracts} />
            <ShareRow label={t('rail.peopleShare')} share={data.completeness.people} />
            <dt>
              <label htmlFor="jump">{t('rail.limit')}</label>
            </dt>
            <dd>
              <InputNumber
                id="jump"
                size="small"
                min={1}
                max={1000}
                value={jump}
                suffix="%"
                onChange={(value) => value && onJump(value)}
              />
            </dd>
          </dl>
        </>
      )}
    </Section>
  )
}

type Guard = Figures['guardRails'][number]

function RailRow({ rail, count, people, jump }: Omit<Guard, 'rail'> & { rail: Rail; jump: number }) {
  const t = useSettlementTexts()
  return (
    <>
      <dt>{t(`rail.${rail}`, { percent: jump })}</dt>
      <dd>
        {count === 0 ? (
          t('rail.fine')
        ) : (
          <details>
            <summary>{t('rail.count', { count })}</summary>
            <div className={styles.keys}>
              {people.map(({ number, name }) => (
                <PersonLink key={number} number={number} name={name} />
              ))}
            </div>
          </details>
        )}
      </dd>
    </>
  )
}

function ShareRow({
  label,
  share,
}: {
  readonly label: string
  readonly share: Figures['completeness']['people']
}) {
  const t = useSettlementTexts()
  if (!share) return null
  return (
    <>
      <dt>{label}</dt>
      <dd>
        {t('rail.reached', { reached: share.reached, expected: share.expected })}
        {share.missing.length > 0 && <div>{t('rail.missing', { list: share.missing.join('、') })}</div>}
      </dd>
    </>
  )
}

function Stale({
  stale,
  open,
}: {
  readonly stale: Figures['completeness']['stale']
  readonly open: boolean
}) {
  const t = useSettlementTexts()
  const { colon, comma } = usePunctuation()
  if (stale.length === 0) return null
  const list = stale.map(({ label, count }) => t('rail.staleItem', { label, count })).join(comma)
  return (
    <Alert
      type={open ? 'warning' : 'info'}
      showIcon
      style={{ marginBottom: 12 }}
      title={t('rail.stale') + colon + list}
      description={t(open ? 'rail.staleHelpOpen' : 'rail.staleHelpClosed')}
    />
  )
}
