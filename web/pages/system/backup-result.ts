/** What proving a backup found, in a sentence. */
import type { useSystemTexts } from './texts.ts'
import type { Verification } from './types.ts'

type T = ReturnType<typeof useSystemTexts>

export function resultText(t: T, found: Verification): string {
  if (!found.ok) return t('backup.resultWrong')
  const { tables, rows, ledgerEntries, ledgerSum, auditEntries, runs } = found
  return t('backup.result', {
    tables,
    rows,
    ledger: ledgerEntries,
    sum: ledgerSum,
    audit: auditEntries,
    runs,
  })
}
