/** Which papers have come in; how many are complete counts in the monthly score. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App } from 'antd'
import type { Answer } from '../../answer.ts'
import { patch } from '../../api.ts'
import { DateText } from '../../components/date-text.tsx'
import { companyToday } from '../../components/records/ahead.ts'
import { useToldLate } from '../../components/records/late-notice.tsx'
import { StatusTag } from '../../components/status-tag.tsx'
import styles from './contract.module.css'
import type { ContractFile, Paper } from './contract.ts'
import type { Corrections } from './corrections.tsx'
import { Act, Card, Change, Entries } from './part.tsx'
import { useContractTexts } from './texts.ts'

interface Props {
  readonly file: ContractFile
  readonly edit: Corrections
}

export function Papers({ file: { contract, papers }, edit }: Props) {
  const t = useContractTexts()
  const receive = useReceived(contract.contract_no)
  if (papers.length === 0 && !edit.mayCreate) return null
  const done = papers.filter(({ complete }) => complete).length
  return (
    <Card
      title={t('papers')}
      action={
        edit.mayCreate && <Act text={t('addPaper')} onClick={() => edit.open('contract_paper', 'new')} />
      }
    >
      <p className={styles.note} role="status">
        {papers.length === 0 ? t('papersNone') : t('papersDone', { done, count: papers.length })}
      </p>
      <Entries
        rows={papers.map((paper) => ({
          key: paper.name,
          what: <Named paper={paper} />,
          value: (
            <StatusTag kind={paper.complete ? 'good' : 'warn'}>
              {t(paper.complete ? 'paperDone' : 'paperMissing')}
            </StatusTag>
          ),
          action: edit.mayUpdate && (
            <>
              {!paper.complete && (
                <Act text={t('paperReceive')} of={paper.name} onClick={() => receive(paper)} />
              )}
              <Change
                of={paper.name}
                onClick={() => edit.open('contract_paper', [contract.contract_no, paper.name])}
              />
            </>
          ),
        }))}
      />
    </Card>
  )
}

function Named({ paper: { name, due_on, submitted_on } }: { readonly paper: Paper }) {
  const t = useContractTexts()
  return (
    <>
      {name}
      <span className={styles.note}>
        {t(submitted_on ? 'paperSubmitted' : 'paperDue')} <DateText value={submitted_on ?? due_on} />
      </span>
    </>
  )
}

type Saved = Answer<'/records/:object', 'patch'>

/** Received today; another day is a matter of the drawer. */
function useReceived(contract: string): (paper: Paper) => void {
  const t = useContractTexts()
  const { message } = App.useApp()
  const queries = useQueryClient()
  const toldLate = useToldLate()
  const { mutate, isPending } = useMutation({
    mutationFn: ({ name, version }: Paper) =>
      patch<Saved>('/records/contract_paper', {
        key: [contract, name],
        version,
        values: { complete: true, submitted_on: companyToday() },
      }),
    onSuccess: async ({ late }, { name }) => {
      void message.success(t('paperReceived', { name }))
      toldLate(late)
      await queries.invalidateQueries()
    },
    onError: (error) => {
      void message.error(error.message)
      void queries.invalidateQueries({ queryKey: ['contract', contract] })
    },
  })
  return (paper) => {
    if (!isPending) mutate(paper)
  }
}
