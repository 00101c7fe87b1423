/** The way out: asks when something is not saved, and leaves nothing of this person behind. */
import { useQueryClient } from '@tanstack/react-query'
import { App } from 'antd'
import { ApiError, del } from '../api.ts'
import { useConfirm } from '../components/use-confirm.ts'
import { usePunctuation, useTexts } from '../i18n.ts'
import { clearTyped, unsavedOf } from '../typed.ts'
import { useSession } from './session.ts'
import { tellSignedOut, unsavedElsewhere } from './tabs.ts'

/** Leaves by loading the sign-in page anew, so that nothing of this person stays in memory. */
export function useSignOut(): () => Promise<void> {
  const queries = useQueryClient()
  const { id } = useSession().user
  const mayLeave = useMayLeave(id)
  const { message } = App.useApp()
  return async () => {
    if (!(await mayLeave())) return
    try {
      await del('/session')
    } catch (error) {
      // Whoever is still signed in is not told otherwise; one whose sign-in ended meanwhile is out.
      if (!(error instanceof ApiError && error.status === 401))
        return void message.error(error instanceof Error ? error.message : String(error))
    }
    clearTyped(id)
    tellSignedOut(id)
    queries.clear()
    location.assign('/sign-in')
  }
}

function useMayLeave(account: string): () => Promise<boolean> {
  const t = useTexts()
  const { comma } = usePunctuation()
  const confirm = useConfirm()
  return async () => {
    const unsaved = [...unsavedOf(account), ...(await unsavedElsewhere(account))]
    if (unsaved.length === 0) return true
    const list = [...Map.groupBy(unsaved, (kind) => kind)].map(([kind, all]) =>
      t(`unsaved.${kind}`, { count: all.length }),
    )
    return confirm({
      title: t('unsaved.title'),
      consequence: t('unsaved.help', { list: list.join(comma) }),
      action: t('unsaved.action'),
      danger: true,
    })
  }
}
