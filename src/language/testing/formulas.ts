/**
 * Random formulas that pass the check, with an independent calculator: what a formula is worth on a row, exactly, or
 * what is missing or wrong first. For tests only; the product has no second way to compute.
 */
import fc from 'fast-check'
import { divide, type Fraction, fraction, multiply, rounded } from './exact.ts'

type Problem = 'missing' | 'division-by-zero'
type Outcome<T> = { readonly value: T } | { readonly problem: Problem }

/** Fields by name; null where nothing is filled in. */
export interface RecordRow {
  readonly numbers: Readonly<Record<string, string | null>>
  readonly answers: Readonly<Record<string, boolean | null>>
}

export interface Formula<T> {
  readonly text: string
  readonly of: (row: RecordRow) => Outcome<T>
}

export const numberFields = ['甲', '乙', '丙', '丁']
export const answerFields = ['真', '疑']

/** As the test runs show values: decimals without trailing zeros, problems by their code. */
export function shown(outcome: Outcome<Fraction | boolean>): string {
  if ('problem' in outcome) return `!${outcome.problem}`
  return typeof outcome.value === 'boolean' ? String(outcome.value) : rounded(outcome.value, 400)
}

const field = (name: string): Formula<Fraction> => ({
  text: name,
  of: ({ numbers }) => {
    const text = numbers[name] ?? null
    return text === null ? { problem: 'missing' } : { value: fraction(text) }
  },
})

const answer = (name: string): Formula<boolean> => ({
  text: name,
  of: ({ answers }) => {
    const value = answers[name] ?? null
    return value === null ? { problem: 'missing' } : { value }
  },
})

function both<A, B, T>(
  a: Formula<A>,
  b: Formula<B>,
  row: RecordRow,
  then: (a: A, b: B) => Outcome<T>,
): Outcome<T> {
  const [left, right] = [a.of(row), b.of(row)]
  if ('problem' in left) return left
  return 'problem' in right ? right : then(left.value, right.value)
}

const order = (a: Fraction, b: Fraction) => a.over * b.under - b.over * a.under
const sum = (a: Fraction, b: Fraction, sign: bigint): Fraction => ({
  over: a.over * b.under + sign * b.over * a.under,
  under: a.under * b.under,
})

type Operation = (a: Fraction, b: Fraction) => Outcome<Fraction>
const operations: Readonly<Record<string, Operation>> = {
  '+': (a, b) => ({ value: sum(a, b, 1n) }),
  '-': (a, b) => ({ value: sum(a, b, -1n) }),
  '×': (a, b) => ({ value: multiply(a, b) }),
  '÷': (a, b) =>
    b.over === 0n ? { problem: 'division-by-zero' } : { value: fraction(rounded(divide(a, b), 10)) },
}

const comparisons: Readonly<Record<string, (order: bigint) => boolean>> = {
  '>': (difference) => difference > 0n,
  '<': (difference) => difference < 0n,
  '≥': (difference) => difference >= 0n,
  '≤': (difference) => difference <= 0n,
  '=': (difference) => difference === 0n,
  '≠': (difference) => difference !== 0n,
}

const literals = ['0', '1', '2.5', '-3', '0.1', '1万', '7']

const literal = (text: string): Formula<Fraction> => ({
  text: text.startsWith('-') ? `(${text})` : text,
  of: () => ({ value: fraction(text === '1万' ? '10000' : text) }),
})

/** A written zero as divisor is refused before anything runs. */
const binary = (sign: string, a: Formula<Fraction>, b: Formula<Fraction>): Formula<Fraction> => {
  const operator = sign === '÷' && b.text === '0' ? '+' : sign
  return {
    text: `(${a.text} ${operator} ${b.text})`,
    of: (row) => both(a, b, row, operations[operator] ?? (() => ({ problem: 'missing' }))),
  }
}

const compared = (sign: string, a: Formula<Fraction>, b: Formula<Fraction>): Formula<boolean> => ({
  text: `(${a.text} ${sign} ${b.text})`,
  of: (row) => both(a, b, row, (x, y) => ({ value: comparisons[sign]?.(order(x, y)) ?? false })),
})

/** 且 and 或: the right side counts only when the left does not decide. */
const joined = (word: '且' | '或', a: Formula<boolean>, b: Formula<boolean>): Formula<boolean> => ({
  text: `(${a.text} ${word} ${b.text})`,
  of: (row) => {
    const left = a.of(row)
    return 'problem' in left || left.value === (word === '或') ? left : b.of(row)
  },
})

const negated = (a: Formula<boolean>): Formula<boolean> => ({
  text: `非 ${a.text}`,
  of: (row) => {
    const value = a.of(row)
    return 'problem' in value ? value : { value: !value.value }
  },
})

const present = (a: Formula<Fraction>): Formula<boolean> => ({
  text: `有值(${a.text})`,
  of: (row) => {
    const value = a.of(row)
    if (!('problem' in value)) return { value: true }
    return value.problem === 'missing' ? { value: false } : value
  },
})

const chosen = <T>(c: Formula<boolean>, a: Formula<T>, b: Formula<T>): Formula<T> => ({
  text: `如果(${c.text}, ${a.text}, ${b.text})`,
  of: (row) => {
    const condition = c.of(row)
    if ('problem' in condition) return condition
    return condition.value ? a.of(row) : b.of(row)
  },
})

const instead = (a: Formula<Fraction>, b: Formula<Fraction>): Formula<Fraction> => ({
  text: `缺省(${a.text}, ${b.text})`,
  of: (row) => {
    const value = a.of(row)
    return 'problem' in value && value.problem === 'missing' ? b.of(row) : value
  },
})

const extreme = (name: '最大' | '最小', a: Formula<Fraction>, b: Formula<Fraction>): Formula<Fraction> => ({
  text: `${name}(${a.text}, ${b.text})`,
  of: (row) => both(a, b, row, (x, y) => ({ value: order(x, y) > 0n === (name === '最大') ? x : y })),
})

const roundedTo = (a: Formula<Fraction>, places: number): Formula<Fraction> => ({
  text: `四舍五入(${a.text}, ${places})`,
  of: (row) => {
    const value = a.of(row)
    return 'problem' in value ? value : { value: fraction(rounded(value.value, places)) }
  },
})

/** Formulas of numbers and of answers; `names` are definitions they may use besides the fields. */
export function formulas(names: readonly Formula<Fraction>[] = []): {
  number: fc.Arbitrary<Formula<Fraction>>
  answer: fc.Arbitrary<Formula<boolean>>
} {
  const leaf = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...numberFields).map(field) },
    { weight: 2, arbitrary: fc.constantFrom(...literals).map(literal) },
    ...(names.length > 0 ? [{ weight: 3, arbitrary: fc.constantFrom(...names) }] : []),
  )
  const { number, answers } = fc.letrec<{ number: Formula<Fraction>; answers: Formula<boolean> }>((tie) => {
    const [n, b] = [tie('number'), tie('answers')]
    return {
      number: fc.oneof(
        { maxDepth: 4 },
        leaf,
        fc.tuple(fc.constantFrom('+', '-', '×', '÷'), n, n).map(([sign, x, y]) => binary(sign, x, y)),
        fc.tuple(b, n, n).map(([c, x, y]) => chosen(c, x, y)),
        fc.tuple(n, n).map(([x, y]) => instead(x, y)),
        fc
          .tuple(fc.constantFrom('最大' as const, '最小' as const), n, n)
          .map(([name, x, y]) => extreme(name, x, y)),
        fc.tuple(n, fc.integer({ min: -1, max: 3 })).map(([x, places]) => roundedTo(x, places)),
      ),
      answers: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom(...answerFields).map(answer),
        fc
          .tuple(fc.constantFrom(...Object.keys(comparisons)), n, n)
          .map(([sign, x, y]) => compared(sign, x, y)),
        fc
          .tuple(fc.constantFrom('且' as const, '或' as const), b, b)
          .map(([word, x, y]) => joined(word, x, y)),
        b.map(negated),
        n.map(present),
      ),
    }
  })
  return { number, answer: answers }
}

/** A definition as a formula that names it. */
export function named(name: string, formula: Formula<Fraction>): Formula<Fraction> {
  return { text: name, of: formula.of }
}

export const recordRows: fc.Arbitrary<RecordRow> = fc
  .tuple(
    fc.array(
      fc.option(fc.constantFrom('0', '1', '-1', '2', '0.5', '-7.25', '3', '10', '1000000.01'), { freq: 4 }),
      {
        minLength: numberFields.length,
        maxLength: numberFields.length,
      },
    ),
    fc.array(fc.option(fc.boolean(), { freq: 4 }), {
      minLength: answerFields.length,
      maxLength: answerFields.length,
    }),
  )
  .map(([numbers, answers]) => ({
    numbers: Object.fromEntries(numberFields.map((name, i) => [name, numbers[i] ?? null])),
    answers: Object.fromEntries(answerFields.map((name, i) => [name, answers[i] ?? null])),
  }))
