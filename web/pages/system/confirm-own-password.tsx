/** Asks who acts for their own password again, before somebody else's account is opened or closed. */
import { Alert, Button, Form, Input, Modal } from 'antd'
import { useSystemTexts } from './texts.ts'

interface Props {
  readonly title: string | undefined
  readonly help?: string
  /** Why it is asked, where nobody else's account is concerned. */
  readonly why?: string
  readonly action: string
  readonly busy: boolean
  readonly error: Error | null
  readonly onGiven: (password: string) => void
  readonly onCancel: () => void
}

export function ConfirmOwnPassword({ title, help, why, action, busy, error, onGiven, onCancel }: Props) {
  const t = useSystemTexts()
  return (
    <Modal
      open={title !== undefined}
      title={title}
      onCancel={onCancel}
      footer={null}
      width={440}
      destroyOnHidden
    >
      <Form
        layout="vertical"
        requiredMark={false}
        onFinish={({ password }: { password: string }) => onGiven(password)}
      >
        {help && <p>{help}</p>}
        <Form.Item
          name="password"
          label={t('ownPassword')}
          extra={why ?? t('ownPasswordWhy')}
          rules={[{ required: true, message: t('ownPasswordNeeded') }]}
        >
          <Input.Password autoComplete="current-password" autoFocus />
        </Form.Item>
        {error && (
          <Form.Item>
            <Alert type="error" showIcon title={error.message} role="alert" />
          </Form.Item>
        )}
        <Button type="primary" htmlType="submit" loading={busy}>
          {action}
        </Button>
      </Form>
    </Modal>
  )
}
