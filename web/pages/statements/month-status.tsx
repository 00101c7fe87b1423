import { StatusTag } from '../../components/status-tag.tsx'
import { useStatementTexts } from './texts.ts'

/** An estimate and what is final must not be taken for each other. */
export function MonthStatus({ status, final }: { readonly status: string; readonly final: boolean }) {
  const t = useStatementTexts()
  const key = status === 'soft-closed' ? 'softClosed' : status
  const known = ['calculated', 'reviewed', 'published', 'softClosed', 'closed', 'paid'] as const
  const name = known.find((own) => own === key) ?? 'calculated'
  return <StatusTag kind={final ? 'good' : 'warn'}>{t(`status.${name}`)}</StatusTag>
}
