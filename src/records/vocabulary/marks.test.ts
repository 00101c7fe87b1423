/**
 * What a field is, is said by its marks: nothing goes by its name. Here the names are read once, so that no field of
 * money or of somebody's person comes in without its mark.
 */
import { expect, test } from 'vitest'
import type { Field } from '../../language/vocabulary.ts'
import { enteredFields, isConfidential, isMoney } from '../entry/fields.ts'
import { vocabulary } from '../vocabulary.ts'
import { number, text } from './fields.ts'

const named = (words: RegExp) => (field: Field) => words.test(`${field.id} ${field.label}`)

const likeMoney = named(
  /amount|turnover|retention|pay\b|price|cost|fee|bonus|wage|salary|allowance|额|款|费|价|工资|津贴|奖金|质保金/,
)
const likePay = named(/(base|fixed|net|gross)_pay|wage|salary|allowance|bonus|工资|薪|津贴|奖金/)
const likePerson = named(
  /phone|mobile|id_number|identity|passport|bank|card|身份证|护照|电话|手机|银行|卡号|住址/,
)

const fields = vocabulary.objects.flatMap((object) =>
  object.fields.map((field) => ({ name: `${object.id}.${field.id}`, field })),
)

const inYuan = ({ type }: Field) => type.kind !== 'number' || type.unit.startsWith('元')
const unmarked = (field: Field) =>
  (likeMoney(field) && !inYuan(field)) ||
  (likePay(field) && field.type.kind === 'number' && field.confidential !== 'pay') ||
  (likePerson(field) && field.confidential !== 'personal')

test('what is called like money, pay or a person’s numbers is marked so (trust 6)', () => {
  expect(fields.filter(({ field }) => unmarked(field)).map(({ name }) => name)).toEqual([])
})

test('a field added without its mark is found', () => {
  const added = [
    number('数', ['fee', '服务费', 'fee']),
    number('元', ['bonus', '奖金', 'bonus']),
    text(['mobile', '手机', 'mobile number']),
  ]
  expect(added.filter(unmarked)).toEqual(added)
})

test('money is what is in yuan: paid in whole fen, where a price may be finer', () => {
  const entered = vocabulary.objects.flatMap((object) =>
    enteredFields(object)
      .filter(isMoney)
      .map(({ id }) => `${object.id}.${id}`),
  )
  expect(entered).toEqual([
    'fixed_pay.base_pay',
    'fixed_pay.allowance',
    'contract.turnover',
    'contract.retention',
    'contract_line.amount',
    'payment_plan.amount',
    'recognition.amount',
    'receipt.amount',
    'refund.amount',
    'goods_return.amount',
  ])
})

test('only the standard of pay says what is not everybody’s to see', () => {
  expect(vocabulary.objects.filter(isConfidential).map(({ id }) => id)).toEqual(['fixed_pay'])
})
