import type { Reason } from '../reasons.ts'

/** What a cell says as one field: text ready for the database, nothing, or why it cannot be taken. */
export type Reading = { readonly value: string | null } | { readonly reason: Reason }

export const nothing: Reading = { value: null }

export function taken(value: string): Reading {
  return { value }
}

export function refused(code: Reason['code'], details: Omit<Reason, 'code'> = {}): Reading {
  return { reason: { code, ...details } }
}

/** Full-width digits, letters and signs as plain ones, spaces of every kind as nothing. */
export function compact(text: string): string {
  if (/^[!-~]*$/.test(text)) return text
  return text.normalize('NFKC').replace(/[\s\u200b-\u200d\ufeff]/g, '')
}
