/** Kinds of records as the server describes them, and single rows. */
import { useQuery } from '@tanstack/react-query'
import type { Answer } from '../../answer.ts'
import { get } from '../../api.ts'
import { type Language, useLanguage } from '../../i18n.ts'
import { sentenceCase } from '../figures.ts'

export type Value = string | boolean | null
export type Values = Readonly<Record<string, Value>>
export type ListRow = Readonly<Record<string, Value>>

type Objects = Answer<'/records', 'get'>
export type RecordObject = Objects['objects'][number]
export type RecordField = RecordObject['fields'][number]
export type ExtraField = RecordObject['extras'][number]
export type StoredRow = Answer<'/records/:object/row', 'get'>

const useObjects = () =>
  useQuery({
    queryKey: ['records', 'objects'],
    staleTime: 600_000,
    queryFn: async ({ signal }) => (await get<Objects>('/records', { signal })).objects,
  })

/** Undefined while it is not known, or not for this person. */
export function useRecordObject(id: string): RecordObject | undefined {
  return useObjects().data?.find((object) => object.id === id)
}

export const rowQuery = (object: string, key: readonly string[]) => ({
  queryKey: ['records', object, 'row', key],
  queryFn: ({ signal }: { signal?: AbortSignal }) =>
    get<StoredRow>(`/records/${object}/row`, {
      query: { key: JSON.stringify(key) },
      ...(signal ? { signal } : {}),
    }),
})

/** What fields and kinds of records are called in the reader's language. */
export function useWord(): (of: { readonly label: string; readonly english: string }) => string {
  const language = useLanguage()
  return ({ label, english }) => (language === 'en' ? english : label)
}

/** The same as the name of an input, a column or a row, where it begins a line. */
export function useLabel(): ReturnType<typeof useWord> {
  const word = useWord()
  return (of) => sentenceCase(word(of))
}

export const unitOf = (
  { unit, unitEnglish }: Pick<ExtraField, 'unit' | 'unitEnglish'>,
  language: Language,
): string | undefined => (unit === '数' ? undefined : language === 'en' ? unitEnglish : unit)

export function keyOf(object: RecordObject, row: ListRow): string[] {
  return object.fields.filter(({ key }) => key).map(({ id }) => String(row[id] ?? ''))
}
