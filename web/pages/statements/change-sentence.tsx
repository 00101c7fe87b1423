import { amountOf, isNegative, isPositive } from '../../components/figures.ts'
import { periodOf } from '../../components/period-text.tsx'
import { useTexts } from '../../i18n.ts'
import type { Statement } from './data.ts'
import styles from './statement.module.css'
import { useStatementTexts } from './texts.ts'

/** What changed since last month, in one sentence. */
export function ChangeSentence({ statement }: { readonly statement: Statement }) {
  const t = useStatementTexts()
  const common = useTexts()
  const { payable, change, compared, mostChanged, lines, final } = statement
  const most = lines.find(({ name }) => name === mostChanged)
  const sentence = () => {
    if (payable === null) return t('problem')
    if (change === null || compared === null) return t('first')
    const month = periodOf(common, compared)
    if (!isNegative(change) && !isPositive(change)) return t('same', { month })
    const amount = amountOf(change.replace('-', ''))
    const mostly = most?.change
      ? t('mostly', {
          item: most.name,
          amount: `${isPositive(most.change) ? '+' : ''}${amountOf(most.change)}`,
        })
      : ''
    return `${t(isPositive(change) ? 'more' : 'less', { month, amount })}${mostly}${t('stop')}`
  }
  return (
    <p className={styles.sentence}>
      {sentence()} {!final && t('estimate')}
    </p>
  )
}
