/** Writing a draft: the text with help, its tables as grids, and what it does to somebody beside it. */
import { useMutation, useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Alert, App, Button, Modal, Select, Space } from 'antd'
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { Vocabulary } from '../../../src/language/index.ts'
import type { Answer } from '../../answer.ts'
import { del, post } from '../../api.ts'
import { usePathParam } from '../../app/address.ts'
import { NotFound } from '../../app/not-found.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { useConfirm } from '../../components/use-confirm.ts'
import { Changes } from './changes.tsx'
import { type DraftAnswer, draftQuery, isDraftId, policyList, useVocabulary } from './data.ts'
import type { EditorHandle } from './editor/code-editor.tsx'
import styles from './editor/editor.module.css'
import { LivePanel } from './editor/live-panel.tsx'
import type { Checked } from './editor/reader.ts'
import { Submit } from './editor/submit.tsx'
import { TableGrid } from './editor/table-grid.tsx'
import { type Saving, useDraftText } from './editor/use-draft-text.ts'
import { gridAt } from './language/table-edit.ts'
import { LawList } from './law-list.tsx'
import { DraftTag } from './tags.tsx'
import { usePolicyTexts } from './texts.ts'

const CodeEditor = lazy(async () => ({ default: (await import('./editor/code-editor.tsx')).CodeEditor }))

export function EditPage() {
  const t = usePolicyTexts()
  const id = usePathParam('id')
  const vocabulary = useVocabulary().data
  if (!isDraftId(id)) return <NotFound />
  return vocabulary ? (
    <Loaded key={id} id={id.slice(1)} vocabulary={vocabulary} />
  ) : (
    <p role="status">{t('loading')}</p>
  )
}

function Loaded({ id, vocabulary }: { readonly id: string; readonly vocabulary: Vocabulary }) {
  const t = usePolicyTexts()
  const { data } = useSuspenseQuery(draftQuery(id))
  if (!data.may.edit) return <EmptyState title={t('noDraft')} help={t('draftsNoneHelp')} />
  return <Writing answer={data} vocabulary={vocabulary} />
}

function Writing({ answer, vocabulary }: { readonly answer: DraftAnswer; readonly vocabulary: Vocabulary }) {
  const t = usePolicyTexts()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const { draft, may } = answer
  const onSaved = useCallback(
    (saved: DraftAnswer) => queries.setQueryData(draftQuery(String(saved.draft.id)).queryKey, saved),
    [queries],
  )
  const draftText = useDraftText(answer, onSaved)
  const [text, setText] = useState(draftText.initial)
  const [cursor, setCursor] = useState(0)
  const [checked, setChecked] = useState(unread)
  const handle = useRef<EditorHandle>(undefined)
  const law = useLaw(text, answer)
  const { trialPeriods } = useSuspenseQuery(policyList).data
  const errors = checked.issues.filter(({ severity }) => severity === 'error')
  const grid = useMemo(() => gridAt(text, cursor), [text, cursor])
  return (
    <>
      <PageHeader
        title={`${draft.policy || t('draftNew')} ${draft.version}`}
        back="/policies"
        status={<DraftTag state={draft.state} />}
        answer={draft.basedOnVersion ? t('draftOf', { version: draft.basedOnVersion }) : t('draftNew')}
        actions={
          <Space wrap>
            <Discard id={draft.id} />
            {may.withdraw && <Withdraw id={draft.id} onDone={onSaved} />}
            <Button
              onClick={() =>
                void draftText.save().then(() => navigate({ to: `/policies/d${draft.id}` as string }))
              }
            >
              {t('read')}
            </Button>
            {draft.state !== 'submitted' && (
              <Submit
                id={draft.id}
                law={law.warnings}
                disabled={errors.length > 0}
                revision={async () => {
                  await draftText.save()
                  return draftText.revision.current
                }}
                onSubmitted={(submitted) => {
                  onSaved(submitted)
                  void queries.invalidateQueries({ queryKey: policyList.queryKey, exact: true })
                  void navigate({ to: `/policies/d${draft.id}` as string })
                }}
              />
            )}
          </Space>
        }
      />
      <Notes answer={answer} restored={draftText.restored} />
      <div className={styles.layout}>
        <div>
          <Toolbar handle={handle} checked={checked} saving={draftText.saving} />
          <Suspense fallback={<p role="status">{t('loading')}</p>}>
            <CodeEditor
              initial={draftText.initial}
              vocabulary={vocabulary}
              law={law}
              handle={handle}
              onChange={(next) => {
                setText(next)
                draftText.change(next)
              }}
              onChecked={setChecked}
              onCursor={setCursor}
            />
          </Suspense>
          <div className={styles.below}>
            {grid ? (
              <TableGrid
                grid={grid}
                onChange={(from, to, written) => handle.current?.replace(from, to, written)}
              />
            ) : (
              <p className={styles.help}>{t('tableHelp')}</p>
            )}
          </div>
          {law.warnings.length > 0 && (
            <section style={{ marginTop: 16 }} aria-label={t('law')}>
              <LawList law={law.warnings} />
            </section>
          )}
        </div>
        <LivePanel
          document={errors.length > 0 || checked === unread ? undefined : text}
          periods={trialPeriods}
        />
      </div>
      <Conflict
        saving={draftText.saving}
        mine={text}
        onSettle={async (theirs, mine) => {
          await draftText.settle(theirs, mine)
          if (!mine) handle.current?.replaceAll(theirs.document)
        }}
      />
    </>
  )
}

/** Before it has been read for the first time. */
const unread: Checked = { text: '', clauses: [], issues: [] }

/** What the law may say about the text, a little after it was written. */
function useLaw(text: string, answer: DraftAnswer) {
  const [asked, setAsked] = useState(answer.document)
  useEffect(() => {
    const timer = setTimeout(() => setAsked(text), 800)
    return () => clearTimeout(timer)
  }, [text])
  const { data } = useQuery({
    queryKey: ['policies', 'law', asked],
    queryFn: async ({ signal }) => ({
      text: asked,
      warnings: (
        await post<Answer<'/policies/law', 'post'>>('/policies/law', { document: asked }, { signal })
      ).law,
    }),
    placeholderData: (before) => before,
    retry: false,
  })
  return data ?? nothing
}

const nothing = { text: '', warnings: [] }

function Notes({
  answer: { draft },
  restored,
}: {
  readonly answer: DraftAnswer
  readonly restored: boolean
}) {
  const t = usePolicyTexts()
  return (
    <Space orientation="vertical" style={{ width: '100%', marginBottom: 12 }}>
      {draft.state === 'submitted' && <Alert type="info" showIcon title={t('editSubmitted')} />}
      {draft.state === 'refused' && (
        <Alert
          type="warning"
          showIcon
          title={t('editRefused', { who: draft.decidedBy ?? '', reason: draft.decisionReason ?? '' })}
        />
      )}
      {restored && <Alert type="info" showIcon closable title={t('restored')} />}
    </Space>
  )
}

interface ToolbarProps {
  readonly handle: { readonly current: EditorHandle | undefined }
  readonly checked: Checked
  readonly saving: Saving
}

function Toolbar({ handle, checked, saving }: ToolbarProps) {
  const t = usePolicyTexts()
  const errors = checked.issues.filter(({ severity }) => severity === 'error').length
  const warnings = checked.issues.length - errors
  const [first] = checked.issues
  const saved = {
    saved: t('saved'),
    saving: t('saving'),
    local: t('unsaved'),
    conflict: t('conflictTitle'),
    failed: saving.state === 'failed' ? t('saveFailed', { message: saving.message }) : '',
  }[saving.state]
  const acts = [
    [t('format'), () => handle.current?.format()],
    [t('search'), () => handle.current?.search()],
    [t('undo'), () => handle.current?.undo()],
    [t('redo'), () => handle.current?.redo()],
    [t('foldAll'), () => handle.current?.foldAll()],
    [t('unfoldAll'), () => handle.current?.unfoldAll()],
  ] as const
  return (
    <div className={styles.toolbar} role="toolbar" aria-label={t('editor')}>
      <Select
        size="small"
        aria-label={t('goTo')}
        placeholder={t('goTo')}
        value={null}
        style={{ width: 132 }}
        popupMatchSelectWidth={280}
        options={checked.clauses.map(({ title, from, level }) => ({
          value: from,
          label: `${'　'.repeat(Math.max(level - 2, 0))}${title}`,
        }))}
        onChange={(position: number | null) => position !== null && handle.current?.goTo(position)}
      />
      {acts.map(([label, act]) => (
        <Button key={label} size="small" type="text" onClick={act}>
          {label}
        </Button>
      ))}
      <Button
        size="small"
        type="link"
        disabled={!first}
        onClick={() => first && handle.current?.goTo(first.from)}
      >
        {first ? t('problems', { errors, warnings }) : t('problemsNone')}
      </Button>
      <span className={styles.state} data-state={saving.state} role="status">
        {saved}
      </span>
    </div>
  )
}

interface ConflictProps {
  readonly saving: Saving
  readonly mine: string
  readonly onSettle: (theirs: DraftAnswer, mine: boolean) => Promise<void>
}

function Conflict({ saving, mine, onSettle }: ConflictProps) {
  const t = usePolicyTexts()
  if (saving.state !== 'conflict') return null
  const { theirs } = saving
  return (
    <Modal
      open
      closable={false}
      width={900}
      title={t('conflictTitle')}
      okText={t('conflictMine')}
      cancelText={t('conflictTheirs')}
      onOk={() => onSettle(theirs, true)}
      onCancel={() => void onSettle(theirs, false)}
      mask={{ closable: false }}
      keyboard={false}
    >
      <p>{t('conflictHelp', { who: theirs.draft.updatedBy })}</p>
      <Changes before={theirs.document} after={mine} />
    </Modal>
  )
}

function Withdraw({ id, onDone }: { readonly id: number; readonly onDone: (answer: DraftAnswer) => void }) {
  const t = usePolicyTexts()
  const { message } = App.useApp()
  const withdraw = useMutation({
    mutationFn: () => post<DraftAnswer>(`/policies/drafts/${id}/withdraw`),
    onSuccess: (answer) => {
      message.success(t('withdrawn'))
      onDone(answer)
    },
    onError: (error) => void message.error(error.message),
  })
  return (
    <Button loading={withdraw.isPending} onClick={() => withdraw.mutate()}>
      {t('withdraw')}
    </Button>
  )
}

function Discard({ id }: { readonly id: number }) {
  const t = usePolicyTexts()
  const confirm = useConfirm()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const { message } = App.useApp()
  const discard = useMutation({
    mutationFn: () => del(`/policies/drafts/${id}`),
    onSuccess: async () => {
      message.success(t('discarded'))
      await navigate({ to: '/policies' as string })
      queries.removeQueries({ queryKey: draftQuery(String(id)).queryKey })
      await queries.invalidateQueries({ queryKey: policyList.queryKey, exact: true })
    },
    onError: (error) => void message.error(error.message),
  })
  const ask = async () => {
    const given = {
      title: t('discardTitle'),
      consequence: t('discardConsequence'),
      action: t('discard'),
      danger: true,
    }
    if (await confirm(given)) discard.mutate()
  }
  return (
    <Button danger loading={discard.isPending} onClick={() => void ask()}>
      {t('discard')}
    </Button>
  )
}
