/** First what waits for me, oldest first; then my month so far; then my team. */
import { useSession } from '../../app/session.ts'
import { PageSkeleton } from '../../app/skeleton.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { BeginningList, isMyNext } from './beginning-list.tsx'
import { useWorkbench } from './data.ts'
import { MyMonth } from './my-month.tsx'
import { TeamView } from './team-view.tsx'
import { useWorkbenchTexts } from './texts.ts'
import { WaitingList } from './waiting-list.tsx'
import styles from './workbench.module.css'

export function WorkbenchPage() {
  const t = useWorkbenchTexts()
  const { user } = useSession()
  const { data, error } = useWorkbench()
  if (error) throw error
  if (!data) return <PageSkeleton />
  const { waiting, beginning, mine, team } = data
  const [oldest] = waiting
  const next = beginning.filter(isMyNext).length
  const answer = oldest
    ? t('waits', { count: waiting.length, since: oldest.since })
    : t(next > 0 ? 'begins' : 'nothing', { count: next })
  return (
    <>
      <PageHeader title={t('hello', { name: user.person?.name ?? user.name })} answer={answer} />
      <div className={styles.columns} data-wide={mine === null}>
        {beginning.length > 0 && <BeginningList steps={beginning} />}
        {(waiting.length > 0 || (!mine && beginning.length === 0)) && <WaitingList waiting={waiting} />}
        {mine && <MyMonth mine={mine} />}
      </div>
      {team && <TeamView team={team} />}
    </>
  )
}
