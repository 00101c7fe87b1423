import { expect, test } from 'vitest'
import { vocabulary } from '../../../src/records/vocabulary.ts'
import { keptOf, mayBeKept, placeOf, readKept } from './kept-values.ts'

test('what is kept of a record half entered comes back, by account and by record', () => {
  const kept = keptOf('v1', { amount: '12.50', note: null, justified: true })
  const found: object = JSON.parse(JSON.stringify(kept))
  expect(readKept(found, ['amount', 'note', 'justified'])).toEqual(kept)
  expect(keptOf(undefined, {})).toBeUndefined()
  const places = [
    placeOf('a', 'receipt', ['HT-1', 'R1'], {}),
    placeOf('b', 'receipt', ['HT-1', 'R1'], {}),
    placeOf('a', 'refund', ['HT-1', 'R1'], {}),
    placeOf('a', 'receipt', ['new'], {}),
    placeOf('a', 'receipt', undefined, {}),
    placeOf('a', 'receipt', undefined, { contract: 'HT-1' }),
    placeOf('a', 'receipt', undefined, { contract: 'HT-2' }),
  ]
  expect(new Set(places).size).toBe(places.length)
})

test('what lay in the browser is taken only where it is a value of a field that there is', () => {
  expect(
    readKept({ version: 7, values: { amount: { nested: 1 }, gone: '1', number: 'R1' } }, [
      'amount',
      'number',
    ]),
  ).toEqual({
    version: undefined,
    values: { number: 'R1' },
  })
  for (const broken of [undefined, {}, { values: null }, { values: 'x' }, { values: { gone: '1' } }])
    expect(readKept(broken, ['number'])).toBeUndefined()
})

test('pay, and by what people can be told or paid, is never kept in the browser (trust 6)', () => {
  const personal = ['bank_name', 'bank_account', 'id_number', 'phone', 'ownPassword', 'password']
  expect(personal.filter(mayBeKept)).toEqual([])
  expect(keptOf('v', { base_pay: '9000', allowance: '1' })).toBeUndefined()
  expect(keptOf('v', { base_pay: '9000', valid_from: '2026-01-01' })?.values).toEqual({
    valid_from: '2026-01-01',
  })
  const left = vocabulary.objects.flatMap(({ id, fields }) =>
    fields.filter((field) => !mayBeKept(field.id)).map((field) => `${id}.${field.id}`),
  )
  expect(left).toEqual([
    'person.base_pay',
    'person.allowance',
    'person.fixed_pay',
    'fixed_pay.base_pay',
    'fixed_pay.allowance',
  ])
})
