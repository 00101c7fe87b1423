/** What the server says about imports. */
import { useQuery } from '@tanstack/react-query'
import type { Answer } from '../../answer.ts'
import { get } from '../../api.ts'

export type Upload = Answer<'/imports/uploads/:id', 'get'>
export type SheetChoice = Upload['choices'][number]
export type ProposedSheet = Upload['sheets'][number]
export type ProposedColumn = ProposedSheet['columns'][number]
export type Finding = NonNullable<Upload['checked']>
export type SheetFinding = Finding['sheets'][number]
export type Counts = Pick<SheetFinding, 'read' | 'accepted' | 'rejected' | 'added' | 'changed' | 'unchanged'>
export type Sum = SheetFinding['sums'][number]
export type RejectedRow = SheetFinding['rejections'][number]

type Objects = Answer<'/imports/objects', 'get'>
export type ImportObject = Objects['objects'][number]

export const useImportObjects = (enabled = true) =>
  useQuery({
    queryKey: ['imports', 'objects'],
    enabled,
    staleTime: 600_000,
    queryFn: async ({ signal }) => (await get<Objects>('/imports/objects', { signal })).objects,
  })

export const useUpload = (id: string) =>
  useQuery({
    queryKey: ['imports', 'upload', id],
    queryFn: ({ signal }) => get<Upload>(`/imports/uploads/${encodeURIComponent(id)}`, { signal }),
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
