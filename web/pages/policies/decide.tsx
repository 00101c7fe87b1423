/** The second person's decision: every warning ticked off, then approve, or send back with a reason. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Button, Input, Modal, Space } from 'antd'
import { useId, useState } from 'react'
import { post } from '../../api.ts'
import { useConfirm } from '../../components/use-confirm.ts'
import { type DraftAnswer, policyList, useReading } from './data.ts'
import { LawList } from './law-list.tsx'
import styles from './policies.module.css'
import { usePolicyTexts } from './texts.ts'

export function Decide({ answer }: { readonly answer: DraftAnswer }) {
  const t = usePolicyTexts()
  const { draft, law } = answer
  const field = useId()
  const [read, setRead] = useState<readonly string[]>([])
  const [reason, setReason] = useState('')
  const serious = law.some(({ level }) => level === 'error')
  const ready = law.every(({ id }) => read.includes(id)) && (!serious || reason.trim() !== '')
  return (
    <>
      <section className={styles.section}>
        <h2>{t('law')}</h2>
        <LawList law={law} read={read} onRead={setRead} />
      </section>
      <section className={styles.section}>
        <h2>{t('decide')}</h2>
        <p className={styles.help}>{t('decideHelp')}</p>
        <dl className={styles.facts}>
          {(
            [
              [t('decideSummary'), draft.summary],
              [t('decideConsultation'), draft.consultation],
              [t('decideOverride'), draft.overrideReason],
            ] as const
          ).map(([label, value]) =>
            value ? (
              <div key={label}>
                <dt>{label}</dt>
                <dd>{value}</dd>
              </div>
            ) : null,
          )}
        </dl>
        <label htmlFor={field} className={styles.help}>
          {t('approveReason')}
        </label>
        <Input.TextArea
          id={field}
          rows={2}
          maxLength={4000}
          value={reason}
          onChange={({ target }) => setReason(target.value)}
        />
        <Space style={{ marginTop: 12 }}>
          <Approve answer={answer} acknowledged={read} reason={reason} ready={ready} />
          <SendBack id={draft.id} />
        </Space>
      </section>
    </>
  )
}

function useDecided() {
  const queries = useQueryClient()
  return () => queries.invalidateQueries({ queryKey: policyList.queryKey })
}

interface ApproveProps {
  readonly answer: DraftAnswer
  readonly acknowledged: readonly string[]
  readonly reason: string
  readonly ready: boolean
}

function Approve({ answer: { draft, document }, acknowledged, reason, ready }: ApproveProps) {
  const t = usePolicyTexts()
  const confirm = useConfirm()
  const decided = useDecided()
  const { message } = App.useApp()
  const from = useReading(document)?.read.document.meta.from ?? ''
  const approve = useMutation({
    mutationFn: () =>
      post(`/policies/drafts/${draft.id}/approve`, { digest: draft.digest, acknowledged, reason }),
    onSuccess: async () => {
      message.success(t('approvedNow'))
      await decided()
    },
    onError: (error) => void message.error(error.message),
  })
  const ask = async () => {
    const effect = draft.effect
    const consequence = effect
      ? t('approveConsequence', {
          from,
          period: effect.period,
          gains: effect.totals.gains,
          loses: effect.totals.loses,
        })
      : t('approveConsequencePlain', { from })
    const title = t('approveConfirm', { version: `${draft.policy} ${draft.version}` })
    if (await confirm({ title, consequence, action: t('approve') })) approve.mutate()
  }
  return (
    <Button type="primary" disabled={!ready} loading={approve.isPending} onClick={() => void ask()}>
      {t('approve')}
    </Button>
  )
}

function SendBack({ id }: { readonly id: number }) {
  const t = usePolicyTexts()
  const decided = useDecided()
  const { message } = App.useApp()
  const field = useId()
  const [open, setOpen] = useState(false)
  const [reason, setReason] = useState('')
  const refuse = useMutation({
    mutationFn: () => post(`/policies/drafts/${id}/refuse`, { reason }),
    onSuccess: async () => {
      setOpen(false)
      message.success(t('refusedNow'))
      await decided()
    },
    onError: (error) => void message.error(error.message),
  })
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('refuse')}</Button>
      <Modal
        open={open}
        title={t('refuse')}
        okText={t('refuse')}
        okButtonProps={{ disabled: reason.trim() === '' }}
        confirmLoading={refuse.isPending}
        onOk={() => refuse.mutate()}
        onCancel={() => setOpen(false)}
      >
        <label htmlFor={field}>{t('refuseReason')}</label>
        <Input.TextArea
          id={field}
          rows={3}
          maxLength={4000}
          value={reason}
          onChange={({ target }) => setReason(target.value)}
        />
      </Modal>
    </>
  )
}
