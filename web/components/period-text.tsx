/** A month, quarter or year: '2026-10' 2026年10月, '2026-Q3' 2026年第3季度, '2026' 2026年. */

import dayjs from 'dayjs'
import type { MessageKey } from '../i18n.ts'
import { type Translate, useTexts } from '../i18n.ts'

export function periodOf(t: Translate<MessageKey>, period: string): string {
  const [year = '', part = ''] = period.split('-')
  if (part.startsWith('Q')) return t('date.quarter', { year, quarter: part.slice(1) })
  if (part) return dayjs(`${period}-01`).format(t('month.format'))
  return t('date.year', { year })
}

export function PeriodText({ value }: { readonly value: string }) {
  const t = useTexts()
  return <time dateTime={value}>{periodOf(t, value)}</time>
}
