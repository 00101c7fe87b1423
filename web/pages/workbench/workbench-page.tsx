/** What waits for me, oldest first. */
import { useSession } from '../../app/session.ts'
import { EmptyState } from '../../components/empty-state.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { useWorkbenchTexts } from './texts.ts'

export function WorkbenchPage() {
  const t = useWorkbenchTexts()
  const { user } = useSession()
  return (
    <>
      <PageHeader title={t('hello', { name: user.person?.name ?? user.name })} answer={t('nothing')} />
      <EmptyState title={t('empty')} help={t('emptyHelp')} />
    </>
  )
}
