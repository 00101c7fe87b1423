import { useMutation } from '@tanstack/react-query'
import { Alert, Button, Form, Input } from 'antd'
import { put } from '../../api.ts'
import { useAccountTexts } from './texts.ts'

interface Props {
  /** Known when it has just been used to sign in; asked for otherwise. */
  readonly current?: string
  readonly onDone: () => void
}

interface Fields {
  readonly current: string
  readonly next: string
}

const shortest = 12

/** Changing one's own password; also the step after signing in with a password somebody else gave. */
export function PasswordForm({ current, onDone }: Props) {
  const t = useAccountTexts()
  const [form] = Form.useForm<Fields>()
  const change = useMutation({
    mutationFn: (fields: Fields) =>
      put('/session/password', { current: current ?? fields.current, next: fields.next }),
    onSuccess: () => {
      form.resetFields()
      onDone()
    },
  })
  return (
    <Form
      form={form}
      layout="vertical"
      requiredMark={false}
      onFinish={(fields: Fields) => change.mutate(fields)}
    >
      {current === undefined && (
        <Form.Item
          name="current"
          label={t('current')}
          rules={[{ required: true, message: t('currentNeeded') }]}
        >
          <Input.Password autoComplete="current-password" />
        </Form.Item>
      )}
      <Form.Item
        name="next"
        label={t('next')}
        extra={t('nextHelp')}
        rules={[{ required: true, min: shortest, message: t('nextShort') }]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Form.Item
        name="again"
        label={t('again')}
        dependencies={['next']}
        rules={[
          ({ getFieldValue }) => ({
            validator: async (_, value) => {
              if (value !== getFieldValue('next')) throw new Error(t('againDifferent'))
            },
          }),
        ]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      {change.error && (
        <Form.Item>
          <Alert type="error" showIcon title={change.error.message} role="alert" />
        </Form.Item>
      )}
      <Button type="primary" htmlType="submit" loading={change.isPending}>
        {t('change')}
      </Button>
    </Form>
  )
}
