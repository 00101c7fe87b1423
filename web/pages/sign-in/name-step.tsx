import { useMutation } from '@tanstack/react-query'
import { Alert, Button, Divider, Form, Input } from 'antd'
import { post } from '../../api.ts'
import { useAddress } from '../../app/address.ts'
import type { SignInOptions } from '../../app/session.ts'
import { DemoAccounts } from './demo-accounts.tsx'
import styles from './sign-in.module.css'
import type { Next } from './sign-in-page.tsx'
import { useSignInTexts } from './texts.ts'

interface Props {
  readonly options: SignInOptions | undefined
  readonly onPassword: (password: string) => void
  readonly onNext: (next: Next) => void
}

interface Credentials {
  readonly name: string
  readonly password: string
}

export function NameStep({ options, onPassword, onNext }: Props) {
  const t = useSignInTexts()
  const [{ refused, to }] = useAddress()
  const signIn = useMutation({
    mutationFn: (given: Credentials) => post<{ next: Next }>('/session', given),
    onSuccess: ({ next }, { password }) => {
      onPassword(password)
      onNext(next)
    },
  })
  return (
    <>
      <h1>{t('title')}</h1>
      {refused === 'company' && options?.oidc && (
        <Alert
          className={styles.refused}
          type="error"
          showIcon
          role="alert"
          title={t('oidcRefused', { label: options.oidc.label })}
        />
      )}
      <Form layout="vertical" requiredMark={false} onFinish={(given: Credentials) => signIn.mutate(given)}>
        <Form.Item name="name" label={t('name')} rules={[{ required: true, message: t('nameNeeded') }]}>
          <Input size="large" autoComplete="username" autoCapitalize="none" autoFocus />
        </Form.Item>
        <Form.Item
          name="password"
          label={t('password')}
          rules={[{ required: true, message: t('passwordNeeded') }]}
        >
          <Input.Password size="large" autoComplete="current-password" />
        </Form.Item>
        {signIn.error && (
          <Form.Item>
            <Alert type="error" showIcon title={signIn.error.message} role="alert" />
          </Form.Item>
        )}
        <Button type="primary" htmlType="submit" size="large" block loading={signIn.isPending}>
          {t('submit')}
        </Button>
      </Form>
      {options?.oidc && (
        <>
          <Divider plain>{t('or')}</Divider>
          <Button size="large" block href={options.oidc.url + (to ? `?to=${encodeURIComponent(to)}` : '')}>
            {t('oidc', { label: options.oidc.label })}
          </Button>
        </>
      )}
      {options?.sample && (
        <DemoAccounts accounts={options.demoAccounts} busy={signIn.isPending} onPick={signIn.mutate} />
      )}
    </>
  )
}
