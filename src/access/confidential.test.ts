/** Marks of fields and the table of permissions say the same: what is confidential lies in tables that are (trust 6). */
import { expect, test } from 'vitest'
import { enteredFields, isConfidential } from '../records/entry/fields.ts'
import { vocabulary } from '../records/vocabulary.ts'
import { resourceOfObject } from './protection.ts'

test('a confidential field is entered only where the permission of its mark guards the rows', () => {
  const elsewhere = vocabulary.objects.flatMap((object) =>
    enteredFields(object)
      .filter(({ confidential }) => confidential && confidential !== resourceOfObject(object.id))
      .map(({ id }) => `${object.id}.${id}`),
  )
  expect(elsewhere).toEqual([])
})

test('records under the permission of pay have a field that is marked so', () => {
  const guarded = vocabulary.objects.filter(({ id }) => resourceOfObject(id) === 'pay')
  expect(guarded.length).toBeGreaterThan(0)
  expect(guarded.filter((object) => !isConfidential(object))).toEqual([])
})
