/** What the values of a closed list are called in the reader's language. The values themselves stay as they are stored. */
import { useMemo } from 'react'
import { type Language, useLanguage } from '../../i18n.ts'
import { sentenceCase } from '../figures.ts'
import { type ExtraField, useRecordObject } from './record-data.ts'

export interface NamedValue {
  readonly value: string
  readonly label: string
}

export const namedValues = (
  { choices = [] }: Pick<ExtraField, 'choices'>,
  language: Language,
): NamedValue[] =>
  choices.map(({ value, english }) => ({ value, label: language === 'en' ? sentenceCase(english) : value }))

export const nameIn = (named: readonly NamedValue[], value: string): string =>
  named.find((own) => own.value === value)?.label ?? value

/** None while they are not known. */
export function useNamedValues(object: string, field: string): readonly NamedValue[] {
  const language = useLanguage()
  const known = useRecordObject(object)
  const found = [...(known?.fields ?? []), ...(known?.extras ?? [])].find(({ id }) => id === field)
  return useMemo(() => (found ? namedValues(found, language) : []), [found, language])
}

/** A value that is none of the list is shown as it is, nothing as a dash. */
export function useValueName(object: string, field: string): (value: unknown) => string {
  const named = useNamedValues(object, field)
  return (value) => (value === null || value === undefined ? '—' : nameIn(named, String(value)))
}
