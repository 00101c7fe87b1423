import { compact } from '../values/reading.ts'

/** A column heading taken apart. */
export interface Heading {
  /** Without spaces, stars, unit and notes; brackets that say something else stay part of the name. */
  readonly name: string
  /** The unit written with it: 万元, %, 天 …. */
  readonly unit?: string
}

/** Notes for the person who fills the sheet in. They do not tell one column from another. */
const note =
  /^(必填|必输|必录|选填|可选|可空|非必填|人民币|RMB|CNY|¥|文本|文本格式|日期|下拉选择|单选|[YMD年月日/.-]{3,}|格式.*|如.*|例.*|示例.*|是\/否|是或否|有\/无)$/i

const unit =
  /^(单位[::]?)?((?:百|千|百万|千万|万|亿)?元(?:\/.{1,2})?|[百千万亿]|%|‰|天|日|小时|分|个|次|人|台|套|件|份|项)$/

export function readHeading(text: string): Heading {
  let found: string | undefined
  const take = (content: string): boolean => {
    const match = unit.exec(content)
    if (match !== null) found = match[2]
    return match !== null || note.test(content)
  }
  const plain = compact(text).replace(/[*★※]/g, '')
  const bare = plain.replace(
    /\(([^()]*)\)|\[([^[\]]*)\]|【([^【】]*)】/g,
    (_, ...groups: (string | undefined)[]) => {
      const content = groups.slice(0, 3).find((group) => group !== undefined) ?? ''
      return content === '' || take(content) ? '' : content
    },
  )
  const ending = bare.replace(/[:/,,-]*单位:?(?=[^:]{1,5}$)/, ':')
  const name = ending.replace(/[:/,,-]+([^:/,,-]{1,5})$/, (whole, tail: string) =>
    unit.test(tail) && take(tail) ? '' : whole,
  )
  const tidy = name.replace(/[::、。]+$/, '')
  return found === undefined ? { name: tidy } : { name: tidy, unit: found }
}

/** How headings are compared: `Base price` is `base_price`, 金额/含税 is 金额 over 含税. */
export function headingKey(name: string): string {
  return name.toLowerCase().replace(/[_/-]/g, '')
}

/** A unit for all amounts of a sheet, stated above its headings: 单位：万元. */
export function sheetUnit(text: string): string | undefined {
  return /单位[::](?:人民币)?((?:百|千|百万|万|亿)?元)/.exec(compact(text))?.[1]
}

const magnitudes: readonly (readonly [mark: RegExp, places: number])[] = [
  [/^百万/, 6],
  [/^千万/, 7],
  [/^百/, 2],
  [/^千/, 3],
  [/^万/, 4],
  [/^亿/, 8],
]

/**
 * Places by which a heading's unit moves the decimal point of a field with the given unit: 4 for （万元） over 元. Undefined
 * when the two do not go together, as in 金额（%）.
 */
export function placesOf(written: string | undefined, fieldUnit: string): number | undefined {
  if (written === undefined) return 0
  if (fieldUnit === '比率') return written === '%' ? -2 : written === '‰' ? -3 : undefined
  const places = magnitudes.find(([mark]) => mark.test(written))?.[1] ?? 0
  const base = written.replace(/^(百万|千万|[百千万亿])/, '')
  if (fieldUnit.startsWith('元')) return base === '' || base.startsWith('元') ? places : undefined
  if (fieldUnit === '个') return places === 0 && /^[个台套件份项]$/.test(base) ? 0 : undefined
  if (fieldUnit === '天') return base === '天' || base === '日' ? 0 : undefined
  return base === fieldUnit && places === 0 ? 0 : undefined
}
