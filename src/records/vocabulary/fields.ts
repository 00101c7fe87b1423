import type { Choice, Confidential, Field, FieldType, UnitName } from '../../language/vocabulary.ts'

/** What may be said about a field beyond its words and type. `column` is only given when it is not the id. */
interface More {
  readonly column?: string
  readonly nullable?: true
  readonly derived?: true
  readonly eventually?: string
  readonly aliases?: readonly string[]
  readonly note?: readonly [text: string, english: string]
  readonly confidential?: Confidential
}

interface MoreText extends More {
  /** The only values there are, as the table's rule says, and what each is called in English. */
  readonly choices?: Readonly<Record<string, string>>
}

interface MoreReference extends More {
  /** The key columns of a composite reference, instead of `column`. */
  readonly columns?: readonly string[]
  readonly reverse?: string
}

type Details = MoreReference & MoreText & Pick<Field, 'prose'>

/** [id, 中文, English] */
type Words = readonly [id: string, label: string, english: string]

function field(words: Words, type: FieldType, more: Details): Field {
  const [id, label, english] = words
  const { column = id, columns = [column], nullable = false, note, choices, ...rest } = more
  return {
    ...{ id, label, english, type, columns, nullable, ...rest },
    ...(note === undefined ? {} : { note: { text: note[0], english: note[1] } }),
    ...(choices === undefined ? {} : { choices: choicesOf(choices) }),
  }
}

const choicesOf = (words: NonNullable<MoreText['choices']>): Choice[] =>
  Object.entries(words).map(([value, english]) => ({ value, english }))

export const text = (words: Words, more: MoreText = {}) => field(words, { kind: 'text' }, more)

/** What somebody writes about something. */
export const prose = (words: Words, more: More = {}) =>
  field(words, { kind: 'text' }, { ...more, prose: true })

export const date = (words: Words, more: More = {}) => field(words, { kind: 'date' }, more)

export const yesNo = (words: Words, more: More = {}) => field(words, { kind: 'boolean' }, more)

/** `unit` is one unit or a quotient such as 元/个. */
export const number = (unit: UnitName | `${UnitName}/${UnitName}`, words: Words, more: More = {}) =>
  field(words, { kind: 'number', unit }, more)

export const reference = (object: string, words: Words, more: MoreReference = {}) =>
  field(words, { kind: 'reference', object }, more)

/** What a payment is for: of money due and of money received. */
export const paymentKinds = {
  订金: 'deposit',
  进度款: 'progress payment',
  验收款: 'acceptance payment',
  质保金: 'retention',
  其他: 'other',
}

// The same column heading under the names companies really use, shared by every sheet that refers to one.

export const contractHeadings = ['合同编号', '合同号', '合同编码', '协议编号', '协议号']
export const personHeadings = ['工号', '员工编号', '员工工号', '人员编码', '人员编号', '职员编号']
export const productHeadings = ['产品编码', '产品编号', '产品代码', '物料编码', '物料编号', '货号']
export const customerHeadings = ['客户编码', '客户编号', '客户代码', '客户名称']
export const unitHeadings = ['部门编码', '部门名称', '所属部门', '所在部门']

export const validFrom = date(['valid_from', '生效日', 'valid from'], {
  aliases: ['生效日期', '开始日', '开始日期', '起始日期'],
  note: ['从这一天起有效（含当天）。', 'In force from this day on.'],
})

export const validTo = date(['valid_to', '失效日', 'valid to'], {
  nullable: true,
  aliases: ['失效日期'],
  note: [
    '从这一天起不再有效（不含当天）；空着表示仍然有效。',
    'No longer in force from this day on; empty while it still is.',
  ],
})
