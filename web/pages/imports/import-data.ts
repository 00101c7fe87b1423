/** What the server says about imports. */
import { useQuery } from '@tanstack/react-query'
import { get } from '../../api.ts'

export interface SheetChoice {
  readonly name: string
  readonly object?: string
  readonly leaveOut?: boolean
  readonly ignore: readonly string[]
  readonly columns: readonly { readonly heading: string; readonly field: string }[]
}

export type Certainty = 'exact' | 'usual' | 'name' | 'person'

export interface ProposedColumn {
  readonly heading: string
  readonly place: string
  readonly field: string | null
  readonly certainty: Certainty | null
  readonly ignored: string | null
  readonly suggestions: readonly string[]
  readonly samples: readonly string[]
}

export interface ProposedSheet {
  readonly name: string
  readonly state: 'ready' | 'open' | 'skipped'
  readonly why: string | null
  readonly object: string | null
  readonly by: 'person' | 'name' | 'headings' | null
  readonly headerRow: number | null
  readonly columns: readonly ProposedColumn[]
  readonly problems: readonly string[]
  readonly may: boolean
}

export interface Counts {
  readonly read: number
  readonly accepted: number
  readonly rejected: number
  readonly added: number
  readonly changed: number
  readonly unchanged: number
}

export interface Sum {
  readonly heading: string
  readonly unit: string
  readonly read: string
  readonly accepted: string
}

type Values = Readonly<Record<string, string | null>>

export interface RejectedRow {
  readonly row: number
  readonly reasons: readonly string[]
}

export interface SheetFinding extends Counts {
  readonly sheet: string
  readonly object: string
  readonly objectId: string
  readonly sums: readonly Sum[]
  readonly ignored: readonly { readonly heading: string; readonly why: string }[]
  readonly warnings: readonly string[]
  readonly rejections: readonly RejectedRow[]
  readonly samples: {
    readonly added: readonly { readonly row: number; readonly values: Values }[]
    readonly changed: readonly { readonly row: number; readonly values: Values; readonly before: Values }[]
  }
}

export interface Finding {
  readonly sheets: readonly SheetFinding[]
  readonly digest: string
}

export interface Upload {
  readonly id: string
  readonly name: string
  readonly status: 'open' | 'done' | 'withdrawn' | 'expired'
  readonly allOrNothing: boolean
  readonly choices: readonly SheetChoice[]
  readonly sheets: readonly ProposedSheet[]
  readonly checked: Finding | null
  readonly result: Finding | null
  readonly importId: string | null
  readonly job: string | null
}

export interface ImportObject {
  readonly id: string
  readonly label: string
  readonly english: string
  readonly fields: readonly { readonly label: string; readonly english: string; readonly required: boolean }[]
}

export const useImportObjects = (enabled = true) =>
  useQuery({
    queryKey: ['imports', 'objects'],
    enabled,
    staleTime: 600_000,
    queryFn: async ({ signal }) =>
      (await get<{ objects: readonly ImportObject[] }>('/imports/objects', { signal })).objects,
  })

export const useUpload = (id: string) =>
  useQuery({
    queryKey: ['imports', 'upload', id],
    queryFn: ({ signal }) => get<Upload>(`/imports/uploads/${id}`, { signal }),
  })

export function countsOf(sheets: readonly Counts[]): Counts {
  const sum = (of: keyof Counts) => sheets.reduce((all, sheet) => all + sheet[of], 0)
  return {
    read: sum('read'),
    accepted: sum('accepted'),
    rejected: sum('rejected'),
    added: sum('added'),
    changed: sum('changed'),
    unchanged: sum('unchanged'),
  }
}

/** Sheets whose object or columns a person still has to settle, or that they may not import. */
export const openPoints = (sheets: readonly ProposedSheet[]): number =>
  sheets.reduce((sum, sheet) => {
    if (sheet.state === 'skipped') return sum
    if (!sheet.may) return sum + 1
    return sum + (sheet.state === 'open' ? Math.max(1, sheet.problems.length) : 0)
  }, 0)
