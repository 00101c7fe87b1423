import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Button, Space } from 'antd'
import { useState } from 'react'
import { post } from '../../api.ts'
import type { Filing } from './filing-data.ts'
import { StepModal } from './step-modal.tsx'
import { useProductTexts } from './texts.ts'

type Step = 'agree' | 'file' | 'return'

/** What this person may do with the request now, as the server says. */
export function FilingActions({ filing }: { readonly filing: Filing }) {
  const t = useProductTexts()
  const { message } = App.useApp()
  const queries = useQueryClient()
  const [asking, ask] = useState<Step>()
  const act = useMutation({
    mutationFn: ({ step, body }: { step: Step; body?: object }) =>
      post(`/filings/${filing.id}/${step}`, body ?? {}),
    onSuccess: async () => {
      ask(undefined)
      void message.success(t('filing.done'))
      await queries.invalidateQueries()
    },
    onError: (error) => void message.error(error.message, 8),
  })
  if (filing.may.length === 0) return null
  return (
    <Space>
      {filing.may.includes('agree') && (
        <Button
          size="small"
          type="primary"
          loading={act.isPending}
          onClick={() => act.mutate({ step: 'agree' })}
        >
          {t('filing.agree')}
        </Button>
      )}
      {filing.may.includes('file') && (
        <Button size="small" type="primary" onClick={() => ask('file')}>
          {t('filing.file')}
        </Button>
      )}
      {filing.may.includes('return') && (
        <Button size="small" onClick={() => ask('return')}>
          {t('filing.return')}
        </Button>
      )}
      <StepModal
        open={asking === 'file'}
        title={t('filing.file')}
        label={t('filing.fileOn')}
        kind="date"
        busy={act.isPending}
        onCancel={() => ask(undefined)}
        onSubmit={(on) => act.mutate({ step: 'file', body: { on } })}
      />
      <StepModal
        open={asking === 'return'}
        title={t('filing.return')}
        label={t('filing.returnReason')}
        kind="text"
        busy={act.isPending}
        onCancel={() => ask(undefined)}
        onSubmit={(reason) => act.mutate({ step: 'return', body: { reason } })}
      />
    </Space>
  )
}
