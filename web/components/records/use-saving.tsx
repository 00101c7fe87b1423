import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, App } from 'antd'
import { useRef, useState } from 'react'
import type { Answer } from '../../answer.ts'
import { ApiError, del, get, patch, post } from '../../api.ts'
import { useTexts } from '../../i18n.ts'
import { periodOf } from '../period-text.tsx'
import { useConfirm } from '../use-confirm.ts'
import { lateWhenRemoved, useDoubtsTaken, useToldLate } from './late-notice.tsx'
import { type StoredRow, useWord, type Values } from './record-data.ts'
import type { EditorProps } from './record-editor.tsx'
import { useRecordTexts } from './texts.ts'

function RemovedLate({ help, late }: { readonly help: string; readonly late: string }) {
  return (
    <>
      <p>{help}</p>
      <Alert type="warning" showIcon title={late} style={{ marginTop: 8 }} />
    </>
  )
}

type Saved = Answer<'/records/:object', 'post'>

interface Typed {
  /** The version that what is typed is of. */
  readonly version: string | undefined
  readonly valuesNow: () => Values
  /** What was typed is needed no more. */
  readonly onOver: () => void
}

/** Saving and deleting against the version that was read; a newer one is fetched and shown beside one's own. */
export function useSaving(props: EditorProps, { version: begun, valuesNow, onOver }: Typed) {
  const { object, recordKey, onClose, onSaved, onRemoved, stored } = props
  const t = useRecordTexts()
  const word = useWord()
  const { message } = App.useApp()
  const queries = useQueryClient()
  const confirm = useConfirm()
  const common = useTexts()
  const [theirs, setTheirs] = useState<StoredRow>()
  const toldLate = useToldLate()
  const doubtsTaken = useDoubtsTaken(object.id)
  const sending = useRef(false)
  const key = recordKey === 'new' || recordKey === undefined ? [] : recordKey
  const over = async (done: string) => {
    void message.success(done)
    await queries.invalidateQueries()
  }
  const save = useMutation({
    mutationFn: ({ end, version = begun }: { end?: boolean; version?: string | undefined }) => {
      const values = valuesNow()
      if (version === undefined)
        return post<Saved>(`/records/${object.id}`, {
          values,
          ...(end ? { endPrevious: true } : {}),
        })
      if (Object.keys(values).length === 0) return Promise.resolve<Saved>({ key: [...key], late: null })
      return patch<Saved>(`/records/${object.id}`, { key, version, values })
    },
    onSuccess: async (saved) => {
      onOver()
      if (saved.late) toldLate(saved.late)
      onSaved?.(saved.key)
      // First: what is read anew opens as another form, whose button the same double click would find.
      onClose()
      await over(t('saved'))
    },
    onError: async (error) => {
      sending.current = false
      if (!(error instanceof ApiError) || error.code !== 'record_conflict') return
      const query = { key: JSON.stringify(key) }
      setTheirs(await get<StoredRow>(`/records/${object.id}/row`, { query }))
    },
  })
  // A second click comes before the button knows that it is busy.
  const saveOnce = async (given: Parameters<typeof save.mutate>[0]) => {
    if (sending.current) return
    sending.current = true
    if (await doubtsTaken(key, valuesNow())) save.mutate(given)
    else sending.current = false
  }
  const remove = useMutation({
    mutationFn: () => del<Saved>(`/records/${object.id}`, { key, version: stored?.version }),
    onSuccess: async ({ late }) => {
      onOver()
      toldLate(late)
      ;(onRemoved ?? onClose)()
      await over(t('removed'))
    },
  })
  const ask = async () => {
    const late = await lateWhenRemoved(object.id, key)
    const help = t('removeHelp', { key: key.join(' / ') })
    const lateHelp = late && t('lateRemoved', { period: periodOf(common, late) })
    const question = {
      title: t('removeTitle', { object: word(object) }),
      consequence: lateHelp ? <RemovedLate help={help} late={lateHelp} /> : help,
    }
    if (await confirm({ ...question, action: t('remove'), danger: true })) remove.mutate()
  }
  return {
    save,
    saveOnce,
    remove: { ask, isPending: remove.isPending, error: remove.error },
    theirs,
    keepMine: () => {
      const version = theirs?.version
      setTheirs(undefined)
      void saveOnce({ version })
    },
    takeTheirs: () => {
      setTheirs(undefined)
      void queries.invalidateQueries({ queryKey: ['records', object.id] })
    },
  }
}
