import { unitInEnglish } from '../../../../src/language/vocabulary.ts'
import { amountOf, percentOf, roundedOf } from '../../../components/figures.ts'
import { Money } from '../../../components/money.tsx'
import { useLanguage } from '../../../i18n.ts'
import type { Shape } from '../data.ts'
import { useStatementTexts } from '../texts.ts'

/** A value as its unit is written. Long fractions are rounded for reading, with the exact value in the title. */
export function Figure({ value, shape }: { readonly value: string | null; readonly shape: Shape }) {
  const t = useStatementTexts()
  const language = useLanguage()
  if (value === null) return <span>{t('why.noValue')}</span>
  if (shape.kind === 'boolean') return <span>{t(value === 'true' ? 'why.yes' : 'why.no')}</span>
  if (shape.kind !== 'number') return <span>{value}</span>
  const { unit = '' } = shape
  if (unit === '元') return <Money value={roundedOf(value, 4)} />
  const text = unit === '比率' ? percentOf(roundedOf(value, 4)) : amountOf(roundedOf(value, 4), 0)
  const counted = unit === '数' || unit === '比率' ? '' : ` ${language === 'en' ? unitInEnglish(unit) : unit}`
  return (
    <span className="figures" title={value}>
      {text}
      {counted}
    </span>
  )
}
