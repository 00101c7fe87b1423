/**
 * What the log keeps of people's pay. It stays in the entry as it was sealed; who may not read settlements, such as the
 * administrator, is not told it here either (trust 6).
 */
import { type Actor, scopeOf } from './actor.ts'
import type { AuditRow } from './audit-search.ts'

const ofPay: ReadonlySet<string> = new Set(['adjust', 'adjust-approve', 'export-payroll'])
const amounts: ReadonlySet<string> = new Set(['amount', 'total'])

export function asFarAsPayIsSeen<Row extends AuditRow>(actor: Actor, rows: readonly Row[]): readonly Row[] {
  if (scopeOf(actor, 'read', 'settlement')) return rows
  return rows.map((row) => (ofPay.has(row.action) ? { ...row, details: withoutAmounts(row.details) } : row))
}

function withoutAmounts(details: AuditRow['details']): AuditRow['details'] {
  return Object.fromEntries(
    Object.entries(details)
      .filter(([name]) => !amounts.has(name))
      .map(([name, value]) => [name, Array.isArray(value) ? value.map(ofEach) : value]),
  )
}

const ofEach = (value: unknown): unknown =>
  typeof value === 'object' && value !== null ? withoutAmounts(value as AuditRow['details']) : value
