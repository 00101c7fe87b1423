/** Problems by cause, each with the one thing that solves it. */
import { Link } from '@tanstack/react-router'
import { Alert, Skeleton } from 'antd'
import { pages } from '../../app/pages.ts'
import { type Month, type ProblemGroup, useProblems } from './answers.ts'
import { Section } from './section.tsx'
import styles from './settlement.module.css'
import { useSettlementTexts } from './texts.ts'

export function Problems({ month }: { readonly month: Month }) {
  const t = useSettlementTexts()
  const { data, error } = useProblems(month.period, month.policy)
  return (
    <Section title={t('problem.title')} id="problems">
      {error && <Alert type="error" showIcon title={error.message} />}
      {!data && !error && <Skeleton active />}
      {data?.groups.length === 0 && <p className={styles.quiet}>{t('problem.none')}</p>}
      {data && data.groups.length > 0 && (
        <ul className={styles.list}>
          {data.groups.map((group) => (
            <li key={`${group.object} ${group.number}`} className={styles.problem}>
              <Group group={group} />
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}

function Group({ group }: { readonly group: ProblemGroup }) {
  const t = useSettlementTexts()
  const remedy = group.remedy === 'policy' ? 'remedyPolicy' : group.remedy
  return (
    <>
      <strong>{group.message}</strong>{' '}
      <span className={styles.quiet}>
        {t('problem.on', { object: group.objectLabel, variable: group.variable })} · {group.clause} ·{' '}
        {t('problem.count', { count: group.count })}
      </span>
      <div>{t(`problem.${remedy}`)}</div>
      <div className={styles.keys}>
        {group.keys.map((key) => (
          <RecordLink key={key.join('/')} object={group.object} of={key} />
        ))}
        {group.count > group.keys.length && (
          <span className={styles.quiet}>{t('problem.more', { count: group.keys.length })}</span>
        )}
      </div>
    </>
  )
}

/** Where the record is put right: what belongs to a contract on its page, a person on theirs. */
function RecordLink({ object, of }: { readonly object: string; readonly of: readonly string[] }) {
  const [first = ''] = of
  const folder = object === 'person' ? '/people' : '/contracts'
  const known = object === 'person' || /^(contract|credit_share|receipt|refund|goods_return)/.test(object)
  const reachable = known && pages.some(({ path }) => path.startsWith(`${folder}/$`))
  const text = of.join(' / ')
  return reachable ? <Link to={`${folder}/${encodeURIComponent(first)}`}>{text}</Link> : <span>{text}</span>
}
