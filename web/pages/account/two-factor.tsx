/** Two-step sign-in: off, being set up, or on. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Card, Modal, Tag } from 'antd'
import { useState } from 'react'
import type { Answer } from '../../answer.ts'
import { del, post } from '../../api.ts'
import { sessionQuery, useSession } from '../../app/session.ts'
import { AskPassword } from './ask-password.tsx'
import { useAccountTexts } from './texts.ts'
import { TotpSetup } from './totp-setup.tsx'

export type Setup = Answer<'/session/totp-setup', 'post'>

export function TwoFactor() {
  const t = useAccountTexts()
  const { user } = useSession()
  const queries = useQueryClient()
  const [open, setOpen] = useState(false)
  const on = user.twoFactorEnabled
  const close = () => {
    setOpen(false)
    start.reset()
    void queries.invalidateQueries({ queryKey: sessionQuery.queryKey, exact: true })
  }
  const start = useMutation({
    mutationFn: (password: string) => post<Setup>('/session/totp-setup', { password }),
  })
  const stop = useMutation({
    mutationFn: (password: string) => del('/session/totp', { password }),
    onSuccess: close,
  })
  const asked = on ? stop : start
  return (
    <Card
      title={t('totp')}
      extra={<Tag color={on ? 'success' : 'default'}>{t(on ? 'totpOn' : 'totpOff')}</Tag>}
    >
      <Button danger={on} type={on ? 'default' : 'primary'} onClick={() => setOpen(true)}>
        {t(on ? 'stop' : 'start')}
      </Button>
      <Modal open={open} title={t(on ? 'stop' : 'start')} footer={null} onCancel={close} destroyOnHidden>
        {start.data ? (
          <TotpSetup setup={start.data} onDone={close} />
        ) : (
          <AskPassword
            help={t(on ? 'stopHelp' : 'startHelp')}
            busy={asked.isPending}
            error={asked.error}
            onGiven={(password) => asked.mutate(password)}
          />
        )}
      </Modal>
    </Card>
  )
}
