/** 绩效单: straight to one's own; with a team, the list of a month. */
import { Navigate } from '@tanstack/react-router'
import { usePathParam } from '../../app/address.ts'
import { useScope } from '../../app/session.ts'
import { PageSkeleton } from '../../app/skeleton.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { useMonths } from './data.ts'
import { PeopleList } from './people-list.tsx'
import { useStatementTexts } from './texts.ts'

export function StatementsPage() {
  const t = useStatementTexts()
  const asked = usePathParam('month')
  const scope = useScope('statement', 'read')
  const { data, error } = useMonths()
  if (error) throw error
  if (!data) return <PageSkeleton />
  const month = asked || data.months[0]?.period
  if (!month) return <EmptyState title={t('none')} help={t('noneHelp')} />
  if (scope !== 'own') return <PeopleList month={month} />
  if (!data.person) return <EmptyState title={t('noStatement')} help={t('noStatementHelp')} />
  return <Navigate to={`/statements/${month}/${encodeURIComponent(data.person)}`} replace />
}
