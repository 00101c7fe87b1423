import { Alert, Button, Form, Input } from 'antd'
import styles from './account.module.css'
import { useAccountTexts } from './texts.ts'

interface Props {
  readonly help: string
  readonly busy: boolean
  readonly error: Error | null
  readonly onGiven: (password: string) => void
}

export function AskPassword({ help, busy, error, onGiven }: Props) {
  const t = useAccountTexts()
  return (
    <Form
      layout="vertical"
      requiredMark={false}
      onFinish={({ password }: { password: string }) => onGiven(password)}
    >
      <p className={styles.help}>{help}</p>
      <Form.Item
        name="password"
        label={t('current')}
        rules={[{ required: true, message: t('currentNeeded') }]}
      >
        <Input.Password autoComplete="current-password" autoFocus />
      </Form.Item>
      {error && (
        <Form.Item>
          <Alert type="error" showIcon title={error.message} role="alert" />
        </Form.Item>
      )}
      <Button type="primary" htmlType="submit" loading={busy}>
        {t('continue')}
      </Button>
    </Form>
  )
}
