/** Somebody asks to open the month again: another person confirms or declines, or it is taken back. */
import { useMutation } from '@tanstack/react-query'
import { Alert, App, Button, Space } from 'antd'
import { del, post } from '../../api.ts'
import { useScope } from '../../app/session.ts'
import { type Month, useRefresh } from './answers.ts'
import { useSettlementTexts } from './texts.ts'

interface Props {
  readonly month: Month
  readonly onConfirm: () => void
}

export function WaitingReopening({ month: { period, policy, reopening }, onConfirm }: Props) {
  const t = useSettlementTexts()
  const refresh = useRefresh()
  const { message } = App.useApp()
  const mayWithdraw = useScope('settlement', 'update') !== undefined
  const end = useMutation({
    mutationFn: (how: 'decline' | 'withdraw') =>
      how === 'decline'
        ? post(`/settlement/${period}/reopening/decline`, undefined, { query: { policy } })
        : del(`/settlement/${period}/reopening`, undefined, { query: { policy } }),
    onSuccess: () => void message.success(t('reopen.gone')),
    onError: (error) => void message.error(error.message),
    onSettled: refresh,
  })
  if (!reopening) return null
  return (
    <Alert
      type="info"
      showIcon
      title={t('reopen.asked', { by: reopening.by, reason: reopening.reason })}
      description={t('reopen.askedHelp')}
      action={
        <Space wrap>
          {reopening.mayConfirm && (
            <>
              <Button danger onClick={onConfirm}>
                {t('reopen.confirm')}
              </Button>
              <Button onClick={() => end.mutate('decline')} loading={end.isPending}>
                {t('reopen.decline')}
              </Button>
            </>
          )}
          {mayWithdraw && (
            <Button onClick={() => end.mutate('withdraw')} loading={end.isPending}>
              {t('reopen.withdraw')}
            </Button>
          )}
        </Space>
      }
    />
  )
}
