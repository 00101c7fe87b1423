/** Hands the draft over: what changes and why, who was consulted, and a reason for what the law may object to. */
import { useMutation } from '@tanstack/react-query'
import { App, Button, Form, Input, Modal } from 'antd'
import { useState } from 'react'
import { post } from '../../../api.ts'
import type { DraftAnswer, LawWarning } from '../data.ts'
import { LawList } from '../law-list.tsx'
import styles from '../policies.module.css'
import { usePolicyTexts } from '../texts.ts'

interface Given {
  readonly summary: string
  readonly consultation?: string
  readonly overrideReason?: string
}

interface Props {
  readonly id: number
  readonly law: readonly LawWarning[]
  readonly disabled: boolean
  /** Saves what is not saved yet and tells the revision. */
  readonly revision: () => Promise<number>
  readonly onSubmitted: (answer: DraftAnswer) => void
}

export function Submit({ id, law, disabled, revision, onSubmitted }: Props) {
  const t = usePolicyTexts()
  const { message } = App.useApp()
  const [open, setOpen] = useState(false)
  const [form] = Form.useForm<Given>()
  const serious = law.filter(({ level }) => level === 'error')
  const submit = useMutation({
    mutationFn: async (given: Given) =>
      post<DraftAnswer>(`/policies/drafts/${id}/submit`, {
        revision: await revision(),
        summary: given.summary,
        consultation: given.consultation ?? '',
        overrideReason: given.overrideReason ?? '',
      }),
    onSuccess: (answer) => {
      setOpen(false)
      message.success(t('submittedNow'))
      onSubmitted(answer)
    },
    onError: (error) => void message.error(error.message, 8),
  })
  return (
    <>
      <Button type="primary" disabled={disabled} onClick={() => setOpen(true)}>
        {t('submit')}
      </Button>
      <Modal
        open={open}
        title={t('submitTitle')}
        okText={t('submit')}
        confirmLoading={submit.isPending}
        onOk={() => form.submit()}
        onCancel={() => setOpen(false)}
        width={640}
      >
        <p className={styles.help}>{t('submitHelp')}</p>
        <Form<Given> form={form} layout="vertical" onFinish={(given) => submit.mutate(given)}>
          <Form.Item
            name="summary"
            label={t('summary')}
            rules={[{ required: true, whitespace: true, message: t('summaryNeeded') }]}
          >
            <Input.TextArea rows={3} maxLength={4000} />
          </Form.Item>
          <Form.Item name="consultation" label={t('consultation')} extra={t('consultationHelp')}>
            <Input.TextArea rows={2} maxLength={4000} />
          </Form.Item>
          {serious.length > 0 && (
            <>
              <LawList law={serious} />
              <Form.Item
                name="overrideReason"
                label={t('override')}
                rules={[{ required: true, whitespace: true, message: t('reasonNeeded') }]}
              >
                <Input.TextArea rows={2} maxLength={4000} />
              </Form.Item>
            </>
          )}
        </Form>
      </Modal>
    </>
  )
}
