/** Entering a contract whole, or the sale that came of a trial. M-2.3, M-4. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Alert, App, Button, Skeleton } from 'antd'
import { useState } from 'react'
import type { Answer } from '../../answer.ts'
import { get, post } from '../../api.ts'
import { useAddress } from '../../app/address.ts'
import { PageHeader } from '../../components/page-header.tsx'
import { LateWarning, useToldLate } from '../../components/records/late-notice.tsx'
import { useNamedValues } from '../../components/records/value-names.ts'
import styles from './contract.module.css'
import type { ContractFile } from './contract.ts'
import { bodyOf, type Draft, draftFrom, emptyDraft } from './draft.ts'
import { DraftLines } from './draft-lines.tsx'
import { DraftParts } from './draft-parts.tsx'
import { ChoiceField, DayField, PickField, TextField } from './fields.tsx'
import { useContractTexts } from './texts.ts'
import { useKeptDraft } from './use-kept-draft.ts'

export function NewContractPage() {
  const t = useContractTexts()
  const [{ trial }] = useAddress()
  const { data, error } = useQuery({
    queryKey: ['contract', trial],
    enabled: trial !== undefined,
    queryFn: ({ signal }) => get<ContractFile>(`/contracts/${encodeURIComponent(trial ?? '')}`, { signal }),
  })
  if (error) return <Alert type="error" showIcon title={error.message} />
  if (trial && !data) return <Skeleton active paragraph={{ rows: 8 }} />
  return (
    <>
      <PageHeader
        title={t(trial ? 'convertTitle' : 'newTitle')}
        answer={trial ? t('convertAnswer', { number: trial }) : t('newAnswer')}
        back={trial ? `/contracts/${encodeURIComponent(trial)}` : '/contracts'}
      />
      <Entry trial={trial} from={data ? draftFrom(data) : emptyDraft()} />
    </>
  )
}

type Entered = Answer<'/contracts', 'post'>

function Entry({ trial, from }: { readonly trial: string | undefined; readonly from: Draft }) {
  const t = useContractTexts()
  const { message } = App.useApp()
  const toldLate = useToldLate()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const { draft, restored, change, forget, startAgain } = useKeptDraft(trial, from)
  const [refusal, setRefusal] = useState<string>()
  const [busy, setBusy] = useState(false)
  const save = async () => {
    const missing = missingIn(draft, t)
    if (missing.length > 0) return setRefusal(t('fill', { fields: missing.join('、') }))
    setBusy(true)
    try {
      const { number, late } = trial
        ? await post<Entered>(`/contracts/${encodeURIComponent(trial)}/sale`, {
            ...bodyOf(draft),
            on: draft.signedOn,
          })
        : await post<Entered>('/contracts', bodyOf(draft))
      forget()
      await queries.invalidateQueries()
      void message.success(t('saved', { number }))
      toldLate(late)
      await navigate({ to: `/contracts/${encodeURIComponent(number)}` })
    } catch (error) {
      setRefusal(error instanceof Error ? error.message : String(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <form
      className={styles.form}
      // Enter ends a date or a choice; a contract half filled in is not entered by it.
      onKeyDown={(event) => {
        if (event.key === 'Enter' && event.target instanceof HTMLInputElement) event.preventDefault()
      }}
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      {restored && (
        <Alert
          type="info"
          showIcon
          title={t('restored')}
          action={<Button onClick={startAgain}>{t('startAgain')}</Button>}
        />
      )}
      <Basics draft={draft} change={change} />
      <DraftLines draft={draft} change={change} />
      <DraftParts draft={draft} change={change} />
      <div className={styles.buttons}>
        {refusal && (
          <Alert
            type="error"
            showIcon
            title={refusal}
            description={t('failed')}
            className={styles.refusal ?? ''}
          />
        )}
        <Button type="primary" htmlType="submit" loading={busy}>
          {t('save')}
        </Button>
        <Link to="/contracts">
          <Button tabIndex={-1}>{t('cancel')}</Button>
        </Link>
      </div>
    </form>
  )
}

function missingIn(draft: Draft, t: ReturnType<typeof useContractTexts>): string[] {
  const needed = [
    [draft.number.trim(), t('number')],
    [draft.kind, t('kind')],
    [draft.customer, t('customer')],
    [draft.unit, t('unit')],
    [draft.salesperson, t('salesperson')],
    [draft.signedOn, t('signedOn')],
  ] as const
  return needed.filter(([value]) => !value).map(([, label]) => label)
}

interface BasicsProps {
  readonly draft: Draft
  readonly change: (change: Partial<Draft>) => void
}

function Basics({ draft, change }: BasicsProps) {
  const t = useContractTexts()
  const isTrial = draft.kind === '试用协议'
  const kinds = useNamedValues('contract', 'kind')
  return (
    <section className={styles.card}>
      <h2>{t('basics')}</h2>
      <div className={styles.fields}>
        <TextField
          label={t('number')}
          required
          value={draft.number}
          onChange={(number) => change({ number })}
        />
        <ChoiceField
          label={t('kind')}
          required
          value={draft.kind}
          options={kinds}
          onChange={(kind) => change({ kind })}
        />
        <PickField
          object="customer"
          label={t('customer')}
          required
          value={draft.customer}
          onChange={(customer) => change({ customer })}
        />
        <PickField
          object="person"
          label={t('salesperson')}
          required
          value={draft.salesperson}
          onChange={(salesperson) => change({ salesperson })}
        />
        <PickField
          object="unit"
          label={t('unit')}
          required
          value={draft.unit}
          onChange={(unit) => change({ unit })}
        />
        <DayField
          label={t('signedOn')}
          required
          value={draft.signedOn}
          onChange={(signedOn) => change({ signedOn })}
        />
        {isTrial ? (
          <DayField
            label={t('trialEnds')}
            value={draft.trialEndsOn}
            onChange={(trialEndsOn) => change({ trialEndsOn })}
          />
        ) : (
          <>
            <TextField
              label={t('turnover')}
              figure
              value={draft.turnover}
              onChange={(turnover) => change({ turnover })}
            />
            <TextField
              label={t('retention')}
              figure
              value={draft.retention}
              onChange={(retention) => change({ retention })}
            />
            <DayField
              label={t('retentionDue')}
              value={draft.retentionDueOn}
              onChange={(retentionDueOn) => change({ retentionDueOn })}
            />
          </>
        )}
      </div>
      <LateWarning
        object="contract"
        recordKey={[]}
        values={draft.signedOn ? { signed_on: draft.signedOn } : {}}
      />
    </section>
  )
}
