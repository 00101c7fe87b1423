/**
 * Correcting a contract and what belongs to it, in the drawers of records. Which one is open stands in the address.
 *
 *     const edit = useCorrections()
 *     edit.mayUpdate && <Change onClick={() => edit.open('credit_share', [number, person])} />
 */
import { useNavigate } from '@tanstack/react-router'
import { useAddress } from '../../app/address.ts'
import { useScope } from '../../app/session.ts'
import { useRecordObject, type Values } from '../../components/records/record-data.ts'
import { RecordDrawer } from '../../components/records/record-drawer.tsx'
import type { Overrides } from '../../components/records/record-form.tsx'
import { readOpened } from '../../components/records/use-opened-record.ts'
import type { ContractFile } from './contract.ts'
import { LineAmount, SharePercent } from './inputs.tsx'
import { leftOf, nextNumber } from './sums.ts'

const kinds = [
  'contract',
  'contract_line',
  'concession',
  'credit_share',
  'payment_plan',
  'recognition',
  'contract_paper',
] as const

type Kind = (typeof kinds)[number]

export interface Corrections {
  readonly mayCreate: boolean
  readonly mayUpdate: boolean
  /** A condition is one of a line. */
  readonly open: (object: Kind, key: readonly string[] | 'new', line?: number) => void
}

export function useCorrections(): Corrections {
  const [, setAddress] = useAddress()
  return {
    mayCreate: useScope('contract', 'create') !== undefined,
    mayUpdate: useScope('contract', 'update') !== undefined,
    open: (object, key, line) =>
      setAddress({
        open: JSON.stringify([object, key]),
        line: line === undefined ? undefined : String(line),
      }),
  }
}

const overrides: Partial<Record<Kind, Overrides>> = {
  contract_line: { amount: { input: (values) => <LineAmount values={values} /> } },
  credit_share: { share: { input: () => <SharePercent /> } },
}

export function CorrectionDrawer({ file }: { readonly file: ContractFile }) {
  const [{ open: text, line }, setAddress] = useAddress()
  const navigate = useNavigate()
  const opened = readOpened(text, kinds)
  const kind = opened?.object ?? 'contract'
  const object = useRecordObject(kind)
  const { contract_no } = file.contract
  // Another contract's record has no business here, nor a second contract.
  const isOwn = opened && (opened.key === 'new' ? kind !== 'contract' : opened.key[0] === contract_no)
  if (!object || !isOwn) return null
  const own = overrides[kind]
  const isNew = opened.key === 'new'
  return (
    <RecordDrawer
      object={object}
      recordKey={opened.key}
      onClose={() => setAddress({ open: undefined, line: undefined })}
      {...(isNew ? { given: givenOf(kind, contract_no, line), initial: initialOf(kind, file, line) } : {})}
      {...(own ? { overrides: own } : {})}
      {...(kind === 'contract' ? { onRemoved: () => void navigate({ to: '/contracts' }) } : {})}
    />
  )
}

function givenOf(kind: Kind, contract: string, line: string | undefined): Values {
  return kind === 'concession' && line !== undefined ? { contract, line_no: line } : { contract }
}

/** What a new row most likely is: the next number, and what is still left. */
function initialOf(kind: Kind, file: ContractFile, line: string | undefined): Values {
  const { contract, lines, concessions, shares, plan, recognitions } = file
  if (kind === 'contract_line')
    return { line_no: nextNumber(lines.map(({ line_no }) => line_no)), quantity: '1' }
  if (kind === 'concession') {
    const items = concessions.filter(({ line_no }) => String(line_no) === line)
    return { item_no: nextNumber(items.map(({ item_no }) => item_no)) }
  }
  if (kind === 'credit_share')
    return shares.length === 0
      ? { person: contract.salesperson_no }
      : {
          share:
            leftOf(
              shares.map(({ share }) => share),
              '1',
            ) ?? null,
        }
  if (kind === 'payment_plan')
    return {
      instalment_no: nextNumber(plan.map(({ instalment_no }) => instalment_no)),
      amount:
        leftOf(
          plan.map(({ amount }) => amount),
          contract.turnover,
        ) ?? null,
    }
  if (kind === 'recognition')
    return { instalment_no: nextNumber(recognitions.map(({ instalment_no }) => instalment_no)) }
  return kind === 'contract_paper' ? { complete: false } : {}
}
