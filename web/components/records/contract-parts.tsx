/** Inputs for what belongs to the contract chosen in the same form. */
import { Input } from 'antd'
import { ReferencePicker } from '../reference-picker.tsx'
import { useRecordObject, useWord, type Value, type Values } from './record-data.ts'
import type { FieldOverride } from './record-form.tsx'
import { useRecordTexts } from './texts.ts'

interface Props {
  readonly id?: string
  readonly value?: Value
  readonly onChange?: (value: Value) => void
  readonly contract: Value | undefined
  readonly object: 'receipt' | 'contract_line'
}

/** antd's form hands in id, value and onChange. */
function PartPicker({ id, value, onChange, contract, object }: Props) {
  const t = useRecordTexts()
  const word = useWord()
  const owner = useRecordObject('contract')
  if (typeof contract !== 'string' || contract === '')
    return <Input id={id} disabled placeholder={t('firstChoose', { field: owner ? word(owner) : '' })} />
  return (
    <ReferencePicker
      {...(id ? { id } : {})}
      object={object}
      valueField={object === 'receipt' ? 'number' : 'line_no'}
      filter={{ contract }}
      value={typeof value === 'string' ? value : null}
      onChange={(picked) => onChange?.(picked)}
    />
  )
}

export const partOf = (object: Props['object']): FieldOverride => ({
  input: (values: Values) => <PartPicker contract={values.contract} object={object} />,
})
