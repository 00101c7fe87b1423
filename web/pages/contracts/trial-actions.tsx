import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { App, Button } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useState } from 'react'
import type { Answer } from '../../answer.ts'
import { post } from '../../api.ts'
import { DayPicker } from '../../components/day-picker.tsx'
import { LateWarning, useToldLate } from '../../components/records/late-notice.tsx'
import type { Contract } from './contract.ts'
import { useContractTexts } from './texts.ts'

/** A running trial becomes a sale, or its goods come back. M-2.3. */
export function TrialActions({ contract: { contract_no, status } }: { readonly contract: Contract }) {
  const t = useContractTexts()
  const { modal, message } = App.useApp()
  const queries = useQueryClient()
  const toldLate = useToldLate()
  if (status !== '履行中') return null
  const giveBack = () => {
    let on = dayjs()
    modal.confirm({
      title: t('giveBack'),
      content: (
        <>
          <p>{t('giveBackSure', { number: contract_no })}</p>
          <GiveBackDay
            number={contract_no}
            onChange={(day) => {
              on = day
            }}
          />
        </>
      ),
      onOk: async () => {
        try {
          const { late } = await post<Answer<'/contracts/:number/returned', 'post'>>(
            `/contracts/${encodeURIComponent(contract_no)}/returned`,
            {
              on: on.format('YYYY-MM-DD'),
            },
          )
          await queries.invalidateQueries({ queryKey: ['contract', contract_no] })
          toldLate(late)
        } catch (error) {
          void message.error(error instanceof Error ? error.message : String(error))
        }
      },
    })
  }
  return (
    <>
      <Button onClick={giveBack}>{t('giveBack')}</Button>
      <Link to="/contracts/new" search={{ trial: contract_no } as never}>
        <Button type="primary" tabIndex={-1}>
          {t('convert')}
        </Button>
      </Link>
    </>
  )
}

interface DayProps {
  readonly number: string
  readonly onChange: (day: Dayjs) => void
}

/** When the goods came back, and whether that month is closed. */
function GiveBackDay({ number, onChange }: DayProps) {
  const t = useContractTexts()
  const [day, setDay] = useState(() => dayjs())
  return (
    <>
      <DayPicker
        value={day}
        aria-label={t('giveBackDay')}
        allowClear={false}
        onChange={(chosen) => {
          if (!chosen) return
          setDay(chosen)
          onChange(chosen)
        }}
      />
      <LateWarning
        object="contract"
        recordKey={[number]}
        values={{ status: '已退回', ended_on: day.format('YYYY-MM-DD') }}
      />
    </>
  )
}
