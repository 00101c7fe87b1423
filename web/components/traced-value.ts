/** A value of the results as people read it: yes or no, an amount, a ratio; what it is counted in is told by the policy. */
import { useTexts } from '../i18n.ts'
import { amountOf, percentOf, roundedOf } from './figures.ts'

export function useTracedValue(): (value: string | null, unit: string | undefined) => string {
  const t = useTexts()
  return (value, unit) => {
    if (value === null) return '—'
    if (value === 'true') return t('value.yes')
    if (value === 'false') return t('value.no')
    if (!/^-?\d+(\.\d+)?$/.test(value)) return value
    if (unit === '比率') return percentOf(roundedOf(value, 4))
    if (unit === '元') return `${amountOf(roundedOf(value, 2))} ${t('unit.yuan')}`
    return amountOf(roundedOf(value, 4), 0)
  }
}
