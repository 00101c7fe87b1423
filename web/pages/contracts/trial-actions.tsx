import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { App, Button, DatePicker } from 'antd'
import dayjs from 'dayjs'
import { post } from '../../api.ts'
import type { Contract } from './contract.ts'
import { useContractTexts } from './texts.ts'

/** A running trial becomes a sale, or its goods come back. M-2.3. */
export function TrialActions({ contract: { contract_no, status } }: { readonly contract: Contract }) {
  const t = useContractTexts()
  const { modal, message } = App.useApp()
  const queries = useQueryClient()
  if (status !== '履行中') return null
  const giveBack = () => {
    let on = dayjs()
    modal.confirm({
      title: t('giveBack'),
      content: (
        <>
          <p>{t('giveBackSure', { number: contract_no })}</p>
          <DatePicker
            defaultValue={on}
            aria-label={t('giveBackDay')}
            allowClear={false}
            onChange={(day) => {
              on = day ?? on
            }}
          />
        </>
      ),
      onOk: async () => {
        try {
          await post(`/contracts/${encodeURIComponent(contract_no)}/returned`, {
            on: on.format('YYYY-MM-DD'),
          })
          await queries.invalidateQueries({ queryKey: ['contract', contract_no] })
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
        <Button type="primary">{t('convert')}</Button>
      </Link>
    </>
  )
}
