import { useMutation } from '@tanstack/react-query'
import { Alert, Button, Form, Input } from 'antd'
import { post } from '../../api.ts'
import styles from './sign-in.module.css'
import type { Next } from './sign-in-page.tsx'
import { useSignInTexts } from './texts.ts'

interface Props {
  readonly onNext: (next: Next) => void
  readonly onBack: () => void
}

export function CodeStep({ onNext, onBack }: Props) {
  const t = useSignInTexts()
  const send = useMutation({
    mutationFn: ({ code }: { readonly code: string }) =>
      post<{ next?: Next }>('/session/totp', { code: code.trim() }),
    onSuccess: ({ next }) => onNext(next ?? 'done'),
  })
  return (
    <>
      <h1>{t('codeTitle')}</h1>
      <p className={styles.help}>{t('codeHelp')}</p>
      <Form layout="vertical" requiredMark={false} onFinish={send.mutate}>
        <Form.Item name="code" label={t('code')} rules={[{ required: true, message: t('codeNeeded') }]}>
          <Input size="large" autoComplete="one-time-code" inputMode="numeric" autoFocus />
        </Form.Item>
        {send.error && (
          <Form.Item>
            <Alert type="error" showIcon title={send.error.message} role="alert" />
          </Form.Item>
        )}
        <Button type="primary" htmlType="submit" size="large" block loading={send.isPending}>
          {t('submit')}
        </Button>
        <Button type="link" block onClick={onBack}>
          {t('back')}
        </Button>
      </Form>
    </>
  )
}
