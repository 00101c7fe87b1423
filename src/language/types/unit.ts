/**
 * Units. 元, 分, 天 and 小时 are dimensions; 比率, 个, 次, 人 and 数 have no dimension but are still
 * kept apart when values are added or compared: 100% + 3 人 is refused.
 */

export interface Unit {
  /** Exponents by dimension, without zeros: 元/天 is {元: 1, 天: -1}. */
  readonly powers: Readonly<Record<string, number>>
  /** What a value without dimension counts. '' when the unit has dimensions. */
  readonly counts: string
}

const dimensions = ['元', '分', '天', '小时']
const counters = ['比率', '个', '次', '人', '数']

export const ratio: Unit = { powers: {}, counts: '比率' }
export const bare: Unit = { powers: {}, counts: '数' }
export const pieces: Unit = { powers: {}, counts: '个' }

/** Reads 元, 比率, %, 元/个 …; undefined when it is not a unit. */
export function parseUnit(text: string): Unit | undefined {
  const parts = text.split('/')
  const units = parts.map(parseSimple)
  if (parts.length > 2 || units.some((unit) => unit === undefined)) return undefined
  const [first, second] = units
  return first && second ? divideUnits(first, second) : first
}

function parseSimple(text: string): Unit | undefined {
  const name = text === '%' || text === '％' || text === '‰' ? '比率' : text
  if (dimensions.includes(name)) return { powers: { [name]: 1 }, counts: '' }
  return counters.includes(name) ? { powers: {}, counts: name } : undefined
}

export function unitName(unit: Unit): string {
  const parts = Object.entries(unit.powers)
  if (parts.length === 0) return unit.counts
  const write = (sign: number) =>
    parts
      .filter(([, power]) => power * sign > 0)
      .map(([name, power]) => (Math.abs(power) > 1 ? `${name}^${Math.abs(power)}` : name))
  const below = write(-1)
  return `${write(1).join('·') || '1'}${below.length > 0 ? `/${below.join('/')}` : ''}`
}

/** 个, 次, 人 and 数 count things; 比率 does not. */
export function isCounter(unit: Unit): boolean {
  return unit.counts !== '' && unit.counts !== '比率'
}

export function sameUnit(a: Unit, b: Unit): boolean {
  return unitName(a) === unitName(b)
}

export function multiplyUnits(a: Unit, b: Unit): Unit {
  return combine(a, b, 1, multipliedCount(a.counts, b.counts))
}

/** 元 ÷ 元 is a ratio, 元 ÷ 人 stays 元, 人 ÷ 人 is a ratio. */
export function divideUnits(a: Unit, b: Unit): Unit {
  return combine(a, b, -1, dividedCount(a.counts, b.counts))
}

function combine(a: Unit, b: Unit, sign: 1 | -1, counts: string): Unit {
  const powers: Record<string, number> = { ...a.powers }
  for (const [name, power] of Object.entries(b.powers)) powers[name] = (powers[name] ?? 0) + sign * power
  const left = Object.fromEntries(Object.entries(powers).filter(([, power]) => power !== 0))
  return { powers: left, counts: Object.keys(left).length > 0 ? '' : counts }
}

function multipliedCount(a: string, b: string): string {
  if (a === '' && b === '') return '数'
  if (a === '' || a === '数') return b === '' ? '数' : b
  if (b === '' || b === '数' || b === '比率') return a
  return a === '比率' ? b : a
}

function dividedCount(a: string, b: string): string {
  if (a === '' && b === '') return '比率'
  if (b === '数' || b === '比率') return a === '' ? '数' : a
  return a === '' || a === '数' ? '数' : '比率'
}
