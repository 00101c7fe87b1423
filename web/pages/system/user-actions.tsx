/** What an administrator does to an account; each says first what it means for its person. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Button } from 'antd'
import { useState } from 'react'
import { del, post, put } from '../../api.ts'
import { useConfirm } from '../../components/use-confirm.ts'
import { ConfirmOwnPassword } from './confirm-own-password.tsx'
import type { Secret } from './secret-modal.tsx'
import styles from './system.module.css'
import { useSystemTexts } from './texts.ts'
import type { User } from './types.ts'

interface Props {
  readonly user: User
  readonly onSecret: (secret: Secret) => void
}

type Asked = 'resetPassword' | 'resetTotp'

export function UserActions({ user, onSecret }: Props) {
  const t = useSystemTexts()
  const { message } = App.useApp()
  const confirm = useConfirm()
  const queries = useQueryClient()
  const [asked, setAsked] = useState<Asked>()
  const { id, name } = user
  const refresh = () => {
    void queries.invalidateQueries({ queryKey: ['account', id] })
    void queries.invalidateQueries({ queryKey: ['list', '/accounts'] })
  }
  const reset = useMutation({
    mutationFn: (ownPassword: string) =>
      post<{ password?: string }>(
        `/accounts/${id}/${asked === 'resetTotp' ? 'second-factor-reset' : 'password'}`,
        { ownPassword },
      ),
    onSuccess: ({ password }) => {
      refresh()
      if (asked === 'resetTotp') void message.success(t('user.resetTotpDone'))
      else
        onSecret({
          title: t('user.resetPassword'),
          label: t('user.password'),
          value: password ?? '',
          help: t('user.passwordUse', { name }),
        })
      setAsked(undefined)
    },
  })
  const act = useMutation({
    mutationFn: (what: 'signOut' | 'close' | 'reopen') =>
      what === 'signOut'
        ? del(`/accounts/${id}/sign-ins`)
        : put(`/accounts/${id}/active`, { active: what === 'reopen' }),
    onSuccess: (_, what) => {
      refresh()
      void message.success(t(`user.${what}Done`))
    },
    onError: (error) => void message.error(error.message),
  })
  const sure = async (what: 'signOut' | 'close') => {
    const consequence =
      what === 'close' ? t('user.closeHelp', { name }) : t('user.signOutHelp', { name, count: user.sign_ins })
    const title = t(`user.${what}`)
    if (await confirm({ title, consequence, action: title, danger: what === 'close' })) act.mutate(what)
  }
  return (
    <>
      <h2 className={styles.section}>{t('user.actions')}</h2>
      <div className={styles.actions}>
        <Button onClick={() => setAsked('resetPassword')}>{t('user.resetPassword')}</Button>
        {user.two_factor && <Button onClick={() => setAsked('resetTotp')}>{t('user.resetTotp')}</Button>}
        {user.sign_ins > 0 && <Button onClick={() => void sure('signOut')}>{t('user.signOut')}</Button>}
        {user.state === 'closed' ? (
          <Button onClick={() => act.mutate('reopen')}>{t('user.reopen')}</Button>
        ) : (
          <Button danger onClick={() => void sure('close')}>
            {t('user.close')}
          </Button>
        )}
      </div>
      <ConfirmOwnPassword
        title={asked && t(`user.${asked}`)}
        help={asked ? t(`user.${asked}Help`, { name }) : ''}
        action={asked ? t(`user.${asked}`) : ''}
        busy={reset.isPending}
        error={reset.error}
        onGiven={(password) => reset.mutate(password)}
        onCancel={() => setAsked(undefined)}
      />
    </>
  )
}
