/** The first steps of a company in order: what is there, what falls to me now, and who does the rest. */
import { CheckOutlined, RightOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import type { Beginning } from './data.ts'
import { useWorkbenchTexts } from './texts.ts'
import styles from './workbench.module.css'

const addresses: Readonly<Record<Beginning['kind'], string>> = {
  accounts: '/system',
  organisation: '/imports',
  products: '/imports',
  contracts: '/imports',
  draft: '/policies',
  approve: '/policies',
  calculate: '/settlement',
}

/** What one can do now. */
export const isMyNext = ({ done, mine, ready }: Beginning) => mine && ready && !done

export function BeginningList({ steps }: { readonly steps: readonly Beginning[] }) {
  const t = useWorkbenchTexts()
  return (
    <section className={styles.card} aria-labelledby="beginning">
      <h2 id="beginning">{t('beginning')}</h2>
      <p className={styles.note}>{t('beginningHelp')}</p>
      <ol className={styles.list}>
        {steps.map((step) => (
          <li key={step.kind}>
            <Step step={step} />
          </li>
        ))}
      </ol>
    </section>
  )
}

function Step({ step }: { readonly step: Beginning }) {
  const t = useWorkbenchTexts()
  const { kind, done, ready } = step
  const next = isMyNext(step)
  const note = done ? t('stepDone') : t(ready ? `stepBy.${kind}` : `stepAfter.${kind}`)
  const what = (
    <span className={styles.grow}>
      {t(`step.${kind}`)}
      <span className={styles.note}>{next ? t(`stepHelp.${kind}`) : note}</span>
    </span>
  )
  if (next)
    return (
      <Link to={addresses[kind]} className={styles.line}>
        {what}
        <RightOutlined className={styles.arrow} aria-hidden />
      </Link>
    )
  return (
    <span className={styles.line} data-quiet="true">
      {what}
      {done && <CheckOutlined aria-hidden />}
    </span>
  )
}
