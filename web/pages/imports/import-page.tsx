/** One import of the past: its sheets, its totals, and taking it back. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { App, Button, Skeleton } from 'antd'
import type { Answer } from '../../answer.ts'
import { get, post } from '../../api.ts'
import { usePathParam } from '../../app/address.ts'
import { Failure } from '../../app/failure.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { LateRows } from '../../components/records/late-notice.tsx'
import { StatusTag } from '../../components/status-tag.tsx'
import { useConfirm } from '../../components/use-confirm.ts'
import { useLanguage, useTexts } from '../../i18n.ts'
import styles from './imports.module.css'
import { momentOf } from './moment.ts'
import { RejectedDownload, RejectedRows } from './rejected-rows.tsx'
import { SheetCounts, SheetSums } from './sheet-counts.tsx'
import { useImportTexts } from './texts.ts'

export function ImportPage() {
  const id = usePathParam('id')
  const t = useImportTexts()
  const language = useLanguage()
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['imports', 'one', id],
    queryFn: ({ signal }) =>
      get<Answer<'/imports/:id', 'get'>>(`/imports/${encodeURIComponent(id)}`, { signal }),
  })
  if (isPending) return <Skeleton active />
  if (error) return <Failure error={error} reset={() => void refetch()} />
  const { file, sheets } = data
  const labelOf = (object: string) => {
    const found = file.objects.find(({ id: own }) => own === object)
    return (language === 'en' ? found?.english : found?.label) ?? object
  }
  const answer = file.undone_at
    ? t('detail.undoneAnswer', { who: file.undone_by ?? '', when: momentOf(file.undone_at) })
    : t('detail.answer', {
        who: file.imported_by,
        when: momentOf(file.imported_at),
        ...{ read: file.read, accepted: file.accepted, rejected: file.rejected },
      })
  return (
    <>
      <PageHeader
        title={file.name}
        back="/imports"
        answer={answer}
        status={
          <StatusTag kind={file.undone_at ? 'plain' : 'good'}>
            {t(file.undone_at ? 'undone' : 'taken')}
          </StatusTag>
        }
        actions={
          <>
            {data.rejectedFile && <RejectedDownload path={`/imports/${id}/rejected`} />}
            {data.mayUndo && <Undo id={id} name={file.name} />}
          </>
        }
      />
      {sheets.map((sheet) => (
        <section key={sheet.sheet} className={styles.sheet} aria-label={sheet.sheet}>
          <div className={styles.head}>
            <h2>{sheet.sheet}</h2>
            <span className={styles.soft}>{labelOf(sheet.object)}</span>
          </div>
          <SheetCounts counts={sheet} />
          <LateRows late={file.undone_at ? null : sheet.late} done />
          {sheet.skipped > 0 && (
            <p className={styles.soft}>
              {t('detail.skipped')} {sheet.skipped}
            </p>
          )}
          <SheetSums sums={sheet.sums} />
          <RejectedRows rows={sheet.rejections} />
        </section>
      ))}
      <p className={styles.soft}>
        {t('detail.fingerprint')} <code>{file.sha256.slice(0, 16)}…</code>
      </p>
    </>
  )
}

/** First what it would do and what stands against it, then the deed. */
function Undo({ id, name }: { readonly id: string; readonly name: string }) {
  const t = useImportTexts()
  const comma = useTexts()('listComma')
  const confirm = useConfirm()
  const { message, modal } = App.useApp()
  const queries = useQueryClient()
  const undo = useMutation({
    mutationFn: async () => {
      const plan = await get<Answer<'/imports/:id/undo', 'get'>>(`/imports/${id}/undo`)
      if (plan.reasons.length > 0) {
        modal.warning({
          title: t('detail.undoBlocked'),
          content: plan.reasons.map((why) => <p key={why}>{why}</p>),
        })
        return false
      }
      const parts = plan.objects.map((own) => t('detail.undoPart', { ...own }))
      const what = parts.length > 0 ? parts.join(comma) : t('detail.undoNothing')
      const question = { title: t('detail.undoTitle', { name }), consequence: t('detail.undoHelp', { what }) }
      if (!(await confirm({ ...question, action: t('detail.undoAction'), danger: true }))) return false
      await post(`/imports/${id}/undo`)
      return true
    },
    onSuccess: async (done) => {
      if (!done) return
      void message.success(t('detail.undoDone'))
      await queries.invalidateQueries()
    },
    onError: (error) => void message.error(error.message, 8),
  })
  return (
    <Button danger loading={undo.isPending} onClick={() => undo.mutate()}>
      {t('detail.undo')}
    </Button>
  )
}
