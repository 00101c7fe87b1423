import { Alert, Button, Drawer, Form, Space } from 'antd'
import { useState } from 'react'
import { ApiError } from '../../api.ts'
import { useConfirm } from '../use-confirm.ts'
import { Conflict } from './conflict.tsx'
import { endsPrevious } from './kept-values.ts'
import { LateNotice } from './late-notice.tsx'
import { ReadOnly } from './read-only.tsx'
import { type StoredRow, useWord, type Value, type Values } from './record-data.ts'
import type { DrawerProps } from './record-drawer.tsx'
import { RecordForm } from './record-form.tsx'
import styles from './records.module.css'
import { useRecordTexts } from './texts.ts'
import { useKeptValues } from './use-kept-values.ts'
import { useSaving } from './use-saving.tsx'

export type EditorProps = DrawerProps & { readonly stored: StoredRow | undefined }

/** What was typed survives every refusal, a new load and a new sign-in; it goes only when it is saved or given up. */
export function RecordEditor(props: EditorProps) {
  const { object, recordKey, onClose, given = {}, initial = {}, overrides = {}, stored } = props
  const t = useRecordTexts()
  const word = useWord()
  const [form] = Form.useForm()
  const confirm = useConfirm()
  const isNew = stored === undefined
  const editable = isNew || stored.may.includes('update')
  const started: Values = isNew ? { ...initial, ...given } : stored.values
  const key = Array.isArray(recordKey) ? recordKey : undefined
  const kept = useKeptValues({ object, recordKey: key, given, stored, editable })
  const [dirty, setDirty] = useState(kept.restored !== undefined)
  const saving = useSaving(props, {
    version: kept.version,
    valuesNow: () => changedValues(),
    onOver: kept.forget,
  })
  const { save, saveOnce, remove, theirs, keepMine, takeTheirs } = saving
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
  const keep = () => {
    const values = Object.entries(changedValues()).filter(([id, value]) => value !== (started[id] ?? null))
    const end: Values =
      isNew && object.succeeds && form.getFieldValue(endsPrevious) === false ? { [endsPrevious]: false } : {}
    kept.keep({ ...Object.fromEntries(values), ...end })
    setDirty(true)
  }
  const startAgain = () => {
    kept.forget()
    const fields = object.fields.map(({ id }) => ({ name: id, value: started[id] ?? undefined, errors: [] }))
    form.setFields([...fields, { name: endsPrevious, value: isNew && object.succeeds }])
    setDirty(false)
  }
  const close = async () => {
    const count = dirty ? Object.keys(changedValues()).length : 0
    const question = { title: t('discardTitle'), consequence: t('discardHelp', { count }) }
    if (count === 0 || (await confirm({ ...question, action: t('discard'), danger: true }))) {
      kept.forget()
      onClose()
    }
  }
  const submit = () => void saveOnce({ end: form.getFieldValue(endsPrevious) === true })
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
      {kept.restored && (
        <Alert
          type="info"
          showIcon
          className={styles.alert}
          title={t('restored')}
          action={<Button onClick={startAgain}>{t(isNew ? 'startAgain' : 'asStored')}</Button>}
        />
      )}
      {theirs && (
        <Conflict
          object={object}
          mine={{ ...started, ...changedValues() }}
          theirs={theirs.values}
          onKeepMine={keepMine}
          onTakeTheirs={() => {
            startAgain()
            takeTheirs()
          }}
        />
      )}
      {refused && <Alert type="error" showIcon title={refused.message} className={styles.alert} />}
      {remove.error && <Alert type="error" showIcon title={remove.error.message} className={styles.alert} />}
      {editable ? (
        <RecordForm
          object={object}
          form={form}
          initial={started}
          restored={kept.restored}
          isNew={isNew}
          fixed={Object.keys(given)}
          overrides={recordKey === 'new' || editable ? overrides : {}}
          onChange={keep}
          onSubmit={submit}
        />
      ) : (
        <ReadOnly object={object} values={started} />
      )}
      {editable && (
        <LateNotice object={object.id} recordKey={key ?? []} form={form} valuesNow={changedValues} />
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
