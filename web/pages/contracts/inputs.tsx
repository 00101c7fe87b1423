/** Inputs of single fields of a contract's parts that help more than a plain one. */
import { Button, Input } from 'antd'
import { useState } from 'react'
import { FieldInput } from '../../components/records/field-input.tsx'
import { useRecordObject, type Value, type Values } from '../../components/records/record-data.ts'
import { lineAmount, newLine, shareOf } from './draft.ts'
import { difference } from './events.ts'
import { asWord } from './part.tsx'
import { percentText } from './sums.ts'
import { useContractTexts } from './texts.ts'

/** antd's form hands in id, value, onChange and what describes it. */
interface InForm {
  readonly id?: string
  readonly value?: Value
  readonly onChange?: (value: Value) => void
  readonly 'aria-describedby'?: string
}

/** A share is stored as a ratio and spoken of in per cent. */
export function SharePercent({ id, value, onChange, ...rest }: InForm) {
  const [typed, setTyped] = useState('')
  const text = typeof value === 'string' ? value : ''
  const shown = text !== '' && ratioOf(typed) === text ? typed : percentText(text)
  return (
    <Input
      id={id}
      {...rest}
      value={shown}
      inputMode="decimal"
      suffix="%"
      onChange={(event) => {
        setTyped(event.target.value)
        onChange?.(event.target.value.trim() === '' ? null : ratioOf(event.target.value))
      }}
    />
  )
}

/** While the digits after the point are still to come, the point is not yet wrong. */
const ratioOf = (typed: string) => shareOf(typed.replace(/\s*[%％]?\s*$/, '').replace(/\.$/, ''))

/** Quantity × price is one touch away, and not forced: what was agreed may be rounded otherwise. */
export function LineAmount({ values, ...input }: InForm & { readonly values: Values }) {
  const t = useContractTexts()
  const field = useRecordObject('contract_line')?.fields.find(({ id }) => id === 'amount')
  const { quantity, unit_price } = values
  const product = lineAmount({
    ...newLine(),
    quantity: typeof quantity === 'string' ? quantity : '',
    unitPrice: typeof unit_price === 'string' ? unit_price : '',
  })
  const given = typeof input.value === 'string' ? input.value : ''
  const differs =
    product !== undefined && (!/^\d+(\.\d+)?$/.test(given) || /[1-9]/.test(difference(product, given)))
  return (
    <>
      {field && <FieldInput {...input} field={field} />}
      {differs && (
        <Button type="link" size="small" style={asWord} onClick={() => input.onChange?.(product)}>
          {t('takeProduct', { amount: product })}
        </Button>
      )}
    </>
  )
}
