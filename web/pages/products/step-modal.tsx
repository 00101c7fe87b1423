/** Asks the one thing a step needs: a day or a reason. */
import { Form, Input, Modal } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { DayPicker } from '../../components/day-picker.tsx'
import { useProductTexts } from './texts.ts'

interface Props {
  readonly open: boolean
  readonly title: string
  readonly label: string
  readonly help?: string
  readonly kind: 'date' | 'text'
  readonly busy: boolean
  readonly onCancel: () => void
  readonly onSubmit: (value: string) => void
}

export function StepModal({ open, title, label, help, kind, busy, onCancel, onSubmit }: Props) {
  const t = useProductTexts()
  const [form] = Form.useForm<{ date?: Dayjs; text?: string }>()
  const submit = ({ date, text }: { date?: Dayjs; text?: string }) =>
    onSubmit(kind === 'date' ? (date?.format('YYYY-MM-DD') ?? '') : (text ?? ''))
  return (
    <Modal
      open={open}
      title={title}
      okText={title}
      confirmLoading={busy}
      destroyOnHidden
      onCancel={onCancel}
      onOk={() => form.submit()}
    >
      <Form form={form} layout="vertical" initialValues={{ date: dayjs() }} onFinish={submit}>
        {kind === 'date' ? (
          <Form.Item name="date" label={label} rules={[{ required: true, message: t('filing.required') }]}>
            <DayPicker style={{ width: '100%' }} />
          </Form.Item>
        ) : (
          <Form.Item
            name="text"
            label={label}
            {...(help ? { extra: help } : {})}
            rules={[{ required: true, whitespace: true, message: t('filing.required') }]}
          >
            <Input.TextArea maxLength={500} rows={4} />
          </Form.Item>
        )}
      </Form>
    </Modal>
  )
}
