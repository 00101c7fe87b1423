/** Choosing months and settling them: a job that goes on when the page is closed. */
import { useMutation } from '@tanstack/react-query'
import { Alert, App, Button, Checkbox, Modal } from 'antd'
import { useState } from 'react'
import { post } from '../../api.ts'
import { JobModal } from '../../components/job-modal.tsx'
import { periodOf } from '../../components/period-text.tsx'
import { useTexts } from '../../i18n.ts'
import { type LatestMonth, type OpenMonth, useRefresh } from './answers.ts'
import { PolicySelect } from './policy-choice.tsx'
import { useSettlementTexts } from './texts.ts'

interface Result {
  readonly runs: readonly { readonly period: string; readonly problems: number }[]
}

interface Props {
  readonly open: readonly OpenMonth[]
  /** The last that may be settled today, to be said. */
  readonly latest?: readonly LatestMonth[]
}

export function CalculateButton({ open, latest = [] }: Props) {
  const t = useSettlementTexts()
  const common = useTexts()
  const refresh = useRefresh()
  const { message } = App.useApp()
  const [asking, setAsking] = useState(false)
  const policies = [...new Set([...open, ...latest].map((own) => own.policy))]
  const [picked, setPicked] = useState<string>()
  const policy = picked ?? policies[0] ?? ''
  const own = open.filter((month) => month.policy === policy)
  const last = latest.find((month) => month.policy === policy)?.period
  const drafts = own.filter(({ settled }) => settled).map(({ period }) => period)
  const [chosen, setChosen] = useState<readonly string[]>()
  const [job, setJob] = useState<string>()
  const periods = chosen ?? (drafts.length > 0 ? drafts : own.slice(0, 1).map(({ period }) => period))
  const start = useMutation({
    mutationFn: () => post<{ job: string }>('/settlement/calculations', { policy, periods }),
    onSuccess: (answer) => {
      setAsking(false)
      setJob(answer.job)
    },
  })
  const label = ({ period, settled }: OpenMonth) =>
    t(settled ? 'calculateAgain' : 'calculateNew', { period: periodOf(common, period) })
  return (
    <>
      <Button type="primary" onClick={() => setAsking(true)}>
        {t('calculate')}
      </Button>
      <Modal
        open={asking}
        title={t('calculate')}
        okText={t('calculate')}
        okButtonProps={{ disabled: periods.length === 0 }}
        confirmLoading={start.isPending}
        onOk={() => start.mutate()}
        onCancel={() => setAsking(false)}
      >
        <p>{t('calculateHelp')}</p>
        {start.error && <Alert type="error" showIcon title={start.error.message} />}
        {policies.length > 1 && (
          <PolicySelect
            policies={policies}
            value={policy}
            onChange={(value) => {
              setPicked(value)
              setChosen(undefined)
            }}
          />
        )}
        {own.length > 0 && (
          <fieldset style={{ border: 0, padding: 0, margin: '12px 0 0' }}>
            <legend>{t('calculateMonths')}</legend>
            <Checkbox.Group
              style={{ flexDirection: 'column' }}
              value={[...periods]}
              onChange={(values) => setChosen(values)}
              options={own.map((month) => ({ value: month.period, label: label(month) }))}
            />
          </fieldset>
        )}
        {last !== undefined && (
          <p>{t(own.length > 0 ? 'calculateLatest' : 'calculateNone', { period: periodOf(common, last) })}</p>
        )}
      </Modal>
      <JobModal
        job={job}
        onClose={() => {
          setJob(undefined)
          void refresh()
        }}
        onDone={(result) => {
          const problems = (result as Result).runs.reduce((sum, run) => sum + run.problems, 0)
          void (problems > 0
            ? message.warning(t('calculatedWith', { count: problems }))
            : message.success(t('calculated')))
          void refresh()
        }}
      />
    </>
  )
}
