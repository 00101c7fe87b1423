/** What became of the last change of the bank card; those it concerns say that they have seen it, or stop it (trust 20). */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, App, Button, Form, Input, Modal, Space } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import type { Answer } from '../../answer.ts'
import { post } from '../../api.ts'
import { unbroken } from '../../components/figures.ts'
import { usePersonalDataTexts } from './personal-data-texts.ts'

type Change = NonNullable<Answer<'/people/:person/personal-data', 'get'>['card']['change']>

const tones = { waiting: 'warning', begun: 'info', stopped: 'success' } as const

export function CardChange({ person, change }: { readonly person: string; readonly change: Change }) {
  const t = usePersonalDataTexts()
  const [stopping, setStopping] = useState(false)
  const address = `/people/${encodeURIComponent(person)}/bank-card/${change.id}`
  const seen = useDecision(person, () => post(`${address}/seen`))
  const { state, may, by, at, effectiveOn, bank_name, bank_account, stoppedBy, stopReason } = change
  // What is over and seen is history; the fields below say how it is.
  if (state === 'begun' && !may.seen) return null
  const card =
    bank_account === null
      ? t('card.removed')
      : t('card.bank', { name: bank_name ?? '', account: bank_account })
  const help: Record<string, string> =
    state === 'stopped'
      ? { by: stoppedBy ?? '', reason: stopReason ?? '' }
      : { by, at: dayjs(at).format('YYYY-MM-DD HH:mm') }
  return (
    <>
      <Alert
        style={{ marginBottom: 16 }}
        type={tones[state]}
        showIcon
        title={t(`card.${state}`, { card, day: unbroken(effectiveOn) })}
        description={
          <>
            <p>{t(`card.${state}Help`, help)}</p>
            {(may.seen || may.stop) && (
              <Space wrap style={{ marginTop: 8 }}>
                {may.seen && (
                  <Button loading={seen.isPending} onClick={() => seen.mutate('')}>
                    {t('card.seen')}
                  </Button>
                )}
                {may.stop && (
                  <Button danger onClick={() => setStopping(true)}>
                    {t('card.stop')}
                  </Button>
                )}
              </Space>
            )}
          </>
        }
      />
      {seen.error && <Alert type="error" showIcon title={seen.error.message} role="alert" />}
      <StopChange person={person} address={address} open={stopping} onClose={() => setStopping(false)} />
    </>
  )
}

interface StopProps {
  readonly person: string
  readonly address: string
  readonly open: boolean
  readonly onClose: () => void
}

function StopChange({ person, address, open, onClose }: StopProps) {
  const t = usePersonalDataTexts()
  const { message } = App.useApp()
  const stop = useDecision(person, (reason) => post(`${address}/stop`, { reason }))
  const given = ({ reason }: { reason: string }) =>
    stop.mutate(reason, {
      onSuccess: () => {
        void message.success(t('card.stopDone'))
        onClose()
      },
    })
  return (
    <Modal open={open} title={t('card.stopTitle')} onCancel={onClose} footer={null} destroyOnHidden>
      <Form layout="vertical" requiredMark={false} onFinish={given}>
        <Form.Item
          name="reason"
          label={t('card.stopReason')}
          rules={[{ required: true, whitespace: true, message: t('card.stopReasonNeeded') }]}
        >
          <Input maxLength={200} />
        </Form.Item>
        {stop.error && (
          <Form.Item>
            <Alert type="error" showIcon title={stop.error.message} role="alert" />
          </Form.Item>
        )}
        <Button danger type="primary" htmlType="submit" loading={stop.isPending}>
          {t('card.stop')}
        </Button>
      </Form>
    </Modal>
  )
}

function useDecision(person: string, decide: (reason: string) => Promise<unknown>) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: decide,
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['personal-data', person] })
      void queries.invalidateQueries({ queryKey: ['workbench'] })
    },
  })
}
