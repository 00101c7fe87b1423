import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, App, Button, Drawer, Form, Space } from 'antd'
import { useState } from 'react'
import type { Answer } from '../../answer.ts'
import { ApiError, del, get, patch, post } from '../../api.ts'
import { useTexts } from '../../i18n.ts'
import { periodOf } from '../period-text.tsx'
import { useConfirm } from '../use-confirm.ts'
import { Conflict } from './conflict.tsx'
import { LateNotice, lateWhenRemoved, useToldLate } from './late-notice.tsx'
import { ReadOnly } from './read-only.tsx'
import { type StoredRow, useWord, type Value, type Values } from './record-data.ts'
import type { DrawerProps } from './record-drawer.tsx'
import { RecordForm } from './record-form.tsx'
import styles from './records.module.css'
import { useRecordTexts } from './texts.ts'

type Props = DrawerProps & { readonly stored: StoredRow | undefined }

/** What was typed survives every refusal; it goes only when it is saved or given up. */
export function RecordEditor(props: Props) {
  const { object, recordKey, onClose, given = {}, initial = {}, overrides = {}, stored } = props
  const t = useRecordTexts()
  const word = useWord()
  const [form] = Form.useForm()
  const [dirty, setDirty] = useState(false)
  const confirm = useConfirm()
  const isNew = stored === undefined
  const editable = isNew || stored.may.includes('update')
  const started: Values = isNew ? { ...initial, ...given } : stored.values
  const { save, remove, theirs, keepMine, takeTheirs } = useSaving(props, () => changedValues())
  const changedValues = (): Values => {
    const all = form.getFieldsValue(true) as Record<string, Value | undefined>
    const fields = object.fields.filter(
      ({ id, key }) => isNew || (!key && (all[id] ?? null) !== (started[id] ?? null)),
    )
    const entered = fields.flatMap(({ id }): [string, Value][] => {
      const value = all[id] ?? null
      return isNew && value === null ? [] : [[id, value]]
    })
    return Object.fromEntries(entered)
  }
  const close = async () => {
    const count = dirty ? Object.keys(changedValues()).length : 0
    const question = { title: t('discardTitle'), consequence: t('discardHelp', { count }) }
    if (count === 0 || (await confirm({ ...question, action: t('discard'), danger: true }))) onClose()
  }
  const submit = () => save.mutate({ end: form.getFieldValue('#end') === true })
  const title = isNew ? t('add', { object: word(object) }) : t('details', { object: word(object) })
  const refused = save.error instanceof ApiError && save.error.code === 'record_conflict' ? null : save.error
  return (
    <Drawer
      open
      size={480}
      title={title}
      onClose={() => void close()}
      keyboard
      footer={
        <div className={styles.foot}>
          {!isNew && stored.may.includes('remove') ? (
            <Button danger type="text" loading={remove.isPending} onClick={() => void remove.ask()}>
              {t('remove')}
            </Button>
          ) : (
            <span />
          )}
          <Space>
            {editable && (
              <Button type="primary" loading={save.isPending} onClick={() => form.submit()}>
                {t('save')}
              </Button>
            )}
          </Space>
        </div>
      }
    >
      {!isNew && <Origin stored={stored} />}
      {theirs && (
        <Conflict
          object={object}
          mine={{ ...started, ...changedValues() }}
          theirs={theirs.values}
          onKeepMine={keepMine}
          onTakeTheirs={takeTheirs}
        />
      )}
      {refused && <Alert type="error" showIcon title={refused.message} className={styles.alert} />}
      {remove.error && <Alert type="error" showIcon title={remove.error.message} className={styles.alert} />}
      {editable ? (
        <RecordForm
          object={object}
          form={form}
          initial={started}
          isNew={isNew}
          fixed={Object.keys(given)}
          overrides={recordKey === 'new' || editable ? overrides : {}}
          onChange={() => setDirty(true)}
          onSubmit={submit}
        />
      ) : (
        <ReadOnly object={object} values={started} />
      )}
      {editable && (
        <LateNotice
          object={object.id}
          recordKey={isNew || !Array.isArray(recordKey) ? [] : recordKey}
          form={form}
          valuesNow={changedValues}
        />
      )}
    </Drawer>
  )
}

function Origin({ stored }: { readonly stored: StoredRow }) {
  const t = useRecordTexts()
  return (
    <div className={styles.origin}>
      {stored.enteredBy && <span>{t('enteredBy', { who: stored.enteredBy })}</span>}
      {stored.file && <span>{t('fromFile', { file: stored.file, row: stored.sourceRow ?? '—' })}</span>}
    </div>
  )
}

function RemovedLate({ help, late }: { readonly help: string; readonly late: string }) {
  return (
    <>
      <p>{help}</p>
      <Alert type="warning" showIcon title={late} style={{ marginTop: 8 }} />
    </>
  )
}

type Saved = Answer<'/records/:object', 'post'>

/** Saving and deleting against the version that was read; a newer one is fetched and shown beside one's own. */
function useSaving(props: Props, valuesNow: () => Values) {
  const { object, recordKey, onClose, onSaved, stored } = props
  const t = useRecordTexts()
  const word = useWord()
  const { message } = App.useApp()
  const queries = useQueryClient()
  const confirm = useConfirm()
  const common = useTexts()
  const [theirs, setTheirs] = useState<StoredRow>()
  const toldLate = useToldLate()
  const key = recordKey === 'new' || recordKey === undefined ? [] : recordKey
  const over = async (done: string) => {
    void message.success(done)
    await queries.invalidateQueries()
  }
  const save = useMutation({
    mutationFn: ({ end, version = stored?.version }: { end?: boolean; version?: string | undefined }) => {
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
      if (saved.late) toldLate(saved.late)
      await over(t('saved'))
      onSaved?.(saved.key)
      onClose()
    },
    onError: async (error) => {
      if (!(error instanceof ApiError) || error.code !== 'record_conflict') return
      const query = { key: JSON.stringify(key) }
      setTheirs(await get<StoredRow>(`/records/${object.id}/row`, { query }))
    },
  })
  const remove = useMutation({
    mutationFn: () => del<Saved>(`/records/${object.id}`, { key, version: stored?.version }),
    onSuccess: async ({ late }) => {
      toldLate(late)
      onClose()
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
    remove: { ask, isPending: remove.isPending, error: remove.error },
    theirs,
    keepMine: () => {
      const version = theirs?.version
      setTheirs(undefined)
      save.mutate({ version })
    },
    takeTheirs: () => {
      void queries.invalidateQueries({ queryKey: ['records', object.id] })
    },
  }
}
