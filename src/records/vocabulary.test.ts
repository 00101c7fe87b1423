import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Field, type RecordObject, unitInEnglish } from '../language/vocabulary.ts'
import type { Database } from './database.ts'
import { smallCompany } from './testing/company.ts'
import { engines } from './testing/server.ts'
import { vocabulary } from './vocabulary.ts'

const { objects } = vocabulary
const byId = new Map(objects.map((object) => [object.id, object]))

function reverseOf(object: RecordObject, field: Field): string {
  return field.reverse ?? object.label
}

function duplicates(words: readonly string[]): string[] {
  return words.filter((word, index) => words.indexOf(word) !== index)
}

/** Everything a policy may write after the name of an object and a dot. */
function wordsOf(object: RecordObject): string[] {
  const reverses = objects.flatMap((other) =>
    other.fields
      .filter((field) => field.type.kind === 'reference' && field.type.object === object.id)
      .map((field) => reverseOf(other, field)),
  )
  return [...object.fields.map((field) => field.label), ...reverses]
}

describe('the words', () => {
  test('an object has one name, and no other object answers to it', () => {
    expect(duplicates(objects.map(({ id }) => id))).toEqual([])
    expect(duplicates(objects.flatMap(({ label, aliases = [] }) => [label, ...aliases]))).toEqual([])
  })

  test.each(objects.map((object) => [object.label, object] as const))(
    '%s: one meaning for each word',
    (_, object) => {
      expect(duplicates(wordsOf(object))).toEqual([])
      expect(duplicates(object.fields.map(({ id }) => id))).toEqual([])
      const imported = object.fields.filter((field) => !field.derived)
      expect(duplicates(imported.flatMap(({ label, aliases = [] }) => [label, ...aliases]))).toEqual([])
    },
  )

  test('names are words of the language: no spaces, no operators', () => {
    const words = objects.flatMap((object) => [object.label, ...wordsOf(object)])
    expect(words.filter((word) => !/^[\p{Script=Han}\p{L}\p{N}_]+$/u.test(word))).toEqual([])
    const ids = objects.flatMap((object) => [object.id, ...object.fields.map(({ id }) => id)])
    expect(ids.filter((id) => !/^[a-z]+(_[a-z]+)*$/.test(id))).toEqual([])
  })

  test('numbers have units of the language', () => {
    const unit = /^(元|比率|分|天|小时|个|次|人|数)(\/(元|比率|分|天|小时|个|次|人|数))?$/
    const units = objects.flatMap(({ fields }) =>
      fields.flatMap(({ type }) => ('unit' in type ? [type.unit] : [])),
    )
    expect(units.filter((name) => !unit.test(name))).toEqual([])
  })

  test('a unit has an English name, a quotient too', () => {
    const units = objects.flatMap(({ fields }) =>
      fields.flatMap(({ type }) => ('unit' in type ? [type.unit] : [])),
    )
    expect(units.map(unitInEnglish).filter((name) => !/^[a-z ]+$/.test(name))).toEqual([])
    expect(['元/个', '天', '元/人'].map(unitInEnglish)).toEqual(['yuan per item', 'days', 'yuan per person'])
    expect(unitInEnglish('吨')).toBe('吨')
  })

  test('what is said in forms is said in English, too', () => {
    const said = objects.flatMap((object) =>
      [object, ...object.fields].flatMap(({ note }) => (note ? [note] : [])),
    )
    expect(said.length).toBeGreaterThan(40)
    for (const { text, english } of said) {
      expect(text).toMatch(/[\u4e00-\u9fff].*。$|^如 2026-10。$/)
      expect(english).toMatch(/^[A-Z0-9][^\u4e00-\u9fff]+\.$/)
    }
    const names = objects.flatMap(({ fields }) => fields.flatMap(({ choices = [] }) => choices))
    expect(names.map(({ english }) => english).filter((name) => !/^[a-z ]+$/.test(name))).toEqual([])
  })

  test('an imported field is one column', () => {
    const composite = objects.flatMap(({ fields }) => fields.filter(({ columns }) => columns.length !== 1))
    expect(composite.filter(({ derived }) => !derived)).toEqual([])
  })

  test('objects come in an order in which they can be filled', () => {
    const early = objects.flatMap((object, place) =>
      object.fields.flatMap((field) => {
        if (field.derived || field.type.kind !== 'reference') return []
        const target = field.type.object
        return objects.findIndex(({ id }) => id === target) > place ? [`${object.id}.${field.id}`] : []
      }),
    )
    expect(early).toEqual([])
  })
})

interface Column {
  readonly name: string
  readonly type: string
  readonly collation: string | null
  readonly required: boolean
}

const typesOfKind: Readonly<Record<Field['type']['kind'], readonly string[]>> = {
  number: ['numeric', 'integer'],
  date: ['date'],
  text: ['text'],
  boolean: ['boolean'],
  reference: ['text', 'integer'],
}

describe.each(engines)('the vocabulary on %s', (engine) => {
  let db: Database
  beforeAll(async () => {
    db = await smallCompany(engine)
    for (const { id, source } of objects) {
      const rows = source.replaceAll(':first', `date '2026-12-01'`).replaceAll(':last', `date '2026-12-31'`)
      await db.exec(`create view seen_${id} as select * from ${rows} as source`)
    }
  })
  afterAll(() => db.close())

  async function columnsOf(relation: string): Promise<Map<string, Column>> {
    const columns = await db.query<Column>(
      `select a.attname::text as name, format_type(a.atttypid, null) as type, a.attnotnull as required,
          c.collname::text as collation
        from pg_attribute a left join pg_collation c on c.oid = a.attcollation
        where a.attrelid = $1::regclass and a.attnum > 0 and not a.attisdropped`,
      [relation],
    )
    return new Map(columns.map((column) => [column.name, column]))
  }

  describe.each(objects.map((object) => [object.label, object] as const))('%s', (_, object) => {
    test('its source has every column with the type the field claims', async () => {
      const columns = await columnsOf(`seen_${object.id}`)
      for (const field of object.fields) {
        for (const name of field.columns) {
          const allowed = typesOfKind[field.type.kind]
          expect({ field: field.label, type: columns.get(name)?.type, allowed }).toMatchObject({
            type: expect.stringMatching(new RegExp(`^(${allowed.join('|')})$`)),
          })
        }
      }
    })

    test('its key is text compared byte by byte, a whole number or a date, and unique', async () => {
      const columns = await columnsOf(`seen_${object.id}`)
      for (const name of object.key) {
        const column = columns.get(name)
        if (column?.type === 'text') expect(column.collation).toBe('C')
        else expect(['integer', 'date']).toContain(column?.type)
      }
      const keys = [...object.key, ...(object.period ? [object.period] : [])].join(', ')
      const [row] = await db.query<{ rows: number; keys: number }>(
        `select count(*)::int as rows, count(distinct row(${keys}))::int as keys from seen_${object.id}
          where num_nulls(${keys}) = 0`,
      )
      const [all] = await db.query<{ rows: number }>(`select count(*)::int as rows from seen_${object.id}`)
      expect(row?.rows).toBeGreaterThan(0)
      expect(row).toEqual({ rows: all?.rows, keys: all?.rows })
    })

    test('what is imported is a column of its table, required where it says so', async () => {
      const columns = await columnsOf(`record.${object.id}`)
      for (const field of object.fields.filter(({ derived }) => !derived)) {
        const column = columns.get(field.columns[0] ?? '')
        expect(typesOfKind[field.type.kind]).toContain(column?.type)
        const stricter = `${object.id}.${field.id}` === 'exceptional_score.approver'
        if (!stricter) expect(`${field.label} ${column?.required}`).toBe(`${field.label} ${!field.nullable}`)
      }
      const known = object.fields.flatMap((field) => (field.derived ? [] : field.columns))
      const bookkeeping = ['entered_by', 'entered_at', 'import_id', 'source_row', 'approved_at']
      // The days a receipt is visible and counts from: the database derives them (migration 0300).
      if (object.id === 'receipt') bookkeeping.push('visible_on', 'counted_on')
      expect(
        [...columns.keys()].filter((name) => !known.includes(name) && !bookkeeping.includes(name)),
      ).toEqual([])
    })

    test('its references lead to the keys of other objects', async () => {
      for (const field of object.fields) {
        if (field.type.kind !== 'reference') continue
        const target = byId.get(field.type.object)
        expect(target?.key.length).toBe(field.columns.length)
        const on = target?.key.map((key, i) => `t.${key} = s.${field.columns[i]}`).join(' and ')
        const [lost] = await db.query<{ n: number }>(
          `select count(*)::int as n from seen_${object.id} s left join seen_${target?.id} t on ${on}
            where num_nulls(${field.columns.map((name) => `s.${name}`)}) = 0 and t.${target?.key[0]} is null`,
        )
        expect(`${field.label} ${lost?.n}`).toBe(`${field.label} 0`)
      }
    })

    test('a field that may not be empty never is', async () => {
      for (const field of object.fields.filter(({ nullable }) => !nullable)) {
        const sql = `select 1 from seen_${object.id} where num_nulls(${field.columns}) > 0`
        expect(`${field.label} ${(await db.query(sql)).length}`).toBe(`${field.label} 0`)
      }
    })
  })
})
