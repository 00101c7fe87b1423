import { expect, test } from 'vitest'
import { vocabulary } from '../../../src/records/vocabulary.ts'
import { typedName } from '../../typed.ts'
import { keptOf, placeOf, readKept } from './kept-values.ts'

const fieldsOf = (...ids: readonly string[]) => ids.map((id) => ({ id, confidential: null }))

test('what is kept of a record half entered comes back, by account and by record', () => {
  const fields = fieldsOf('amount', 'note', 'justified')
  const kept = keptOf('v1', { amount: '12.50', note: null, justified: true, '#end': false }, fields)
  const found: object = JSON.parse(JSON.stringify(kept))
  expect(kept?.values).toEqual({ amount: '12.50', note: null, justified: true, '#end': false })
  expect(readKept(found, fields)).toEqual(kept)
  expect(keptOf(undefined, {}, fields)).toBeUndefined()
  const places = [
    placeOf('a', 'receipt', ['HT-1', 'R1'], {}),
    placeOf('b', 'receipt', ['HT-1', 'R1'], {}),
    placeOf('a', 'refund', ['HT-1', 'R1'], {}),
    placeOf('a', 'receipt', ['new'], {}),
    placeOf('a', 'receipt', undefined, {}),
    placeOf('a', 'receipt', undefined, { contract: 'HT-1' }),
    placeOf('a', 'receipt', undefined, { contract: 'HT-2' }),
  ]
  expect(new Set(places.map(typedName)).size).toBe(places.length)
})

test('what lay in the browser is taken only where it is a value of a field that there is', () => {
  expect(
    readKept(
      { version: 7, values: { amount: { nested: 1 }, gone: '1', number: 'R1' } },
      fieldsOf('amount', 'number'),
    ),
  ).toEqual({
    version: undefined,
    values: { number: 'R1' },
  })
  for (const broken of [undefined, {}, { values: null }, { values: 'x' }, { values: { gone: '1' } }])
    expect(readKept(broken, fieldsOf('number'))).toBeUndefined()
})

test('what is marked confidential is never kept in the browser, nor taken from it (trust 6)', () => {
  const marks = (id: string) =>
    (vocabulary.objects.find((object) => object.id === id)?.fields ?? []).map(
      ({ id: field, confidential = null }) => ({ id: field, confidential }),
    )
  const typed = { base_pay: '9000', allowance: '1' }
  expect(keptOf('v', typed, marks('fixed_pay'))).toBeUndefined()
  expect(keptOf('v', { ...typed, valid_from: '2026-01-01' }, marks('fixed_pay'))?.values).toEqual({
    valid_from: '2026-01-01',
  })
  expect(readKept({ values: typed }, marks('fixed_pay'))).toBeUndefined()
  const all = marks('receipt').map(({ id }): [string, string] => [id, '1'])
  expect(keptOf('v', Object.fromEntries(all), marks('receipt'))?.values).toEqual(Object.fromEntries(all))
})
