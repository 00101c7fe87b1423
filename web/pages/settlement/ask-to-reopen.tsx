/** Asking to open a published month again, with the reason another person will read. */
import { useMutation } from '@tanstack/react-query'
import { Alert, App, Form, Input, Modal } from 'antd'
import { post } from '../../api.ts'
import { periodOf } from '../../components/period-text.tsx'
import { useTexts } from '../../i18n.ts'
import { type Month, useRefresh } from './answers.ts'
import { useSettlementTexts } from './texts.ts'

interface Props {
  readonly month: Month
  readonly open: boolean
  readonly onClose: () => void
}

export function AskToReopen({ month: { period, policy, digest }, open, onClose }: Props) {
  const t = useSettlementTexts()
  const common = useTexts()
  const refresh = useRefresh()
  const { message } = App.useApp()
  const [form] = Form.useForm<{ reason: string }>()
  const ask = useMutation({
    mutationFn: ({ reason }: { reason: string }) =>
      post(`/settlement/${period}/reopening`, { digest, reason: reason.trim() }, { query: { policy } }),
    onSuccess: async () => {
      void message.success(t('reopen.sent'))
      form.resetFields()
      onClose()
    },
    onSettled: refresh,
  })
  return (
    <Modal
      open={open}
      title={t('reopen.title', { period: periodOf(common, period) })}
      okText={t('reopen.send')}
      onOk={form.submit}
      confirmLoading={ask.isPending}
      onCancel={onClose}
    >
      <p>{t('reopen.help')}</p>
      {ask.error && <Alert type="error" showIcon title={ask.error.message} />}
      <Form form={form} layout="vertical" onFinish={(values) => ask.mutate(values)}>
        <Form.Item
          name="reason"
          label={t('reopen.reason')}
          rules={[{ required: true, whitespace: true, min: 4, message: t('reopen.reasonShort') }]}
        >
          <Input.TextArea rows={3} maxLength={500} showCount autoFocus />
        </Form.Item>
      </Form>
    </Modal>
  )
}
