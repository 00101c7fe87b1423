import { type Day, day, dayText } from './days.ts'
import { type Fen, fen, yuan } from './money.ts'
import { add, type Tables } from './tables.ts'

export interface Product {
  readonly code: string
  readonly name: string
  readonly line: string
  readonly category: '主营产品' | '代理产品' | '成套产品' | '服务'
  readonly measure: string
  /** Base prices in yuan from a day on, oldest first (M-4.3). */
  readonly prices: readonly (readonly [from: string, price: string])[]
}

type Listed = readonly [
  code: string,
  name: string,
  line: string,
  category: Product['category'],
  measure: string,
  prices: string,
]

const first = '2024-01-01'

/** Prices change on 1 July; JN-75 and FX-20 change a second time in the middle of October. */
const listed: readonly Listed[] = [
  ['JS-100', '全自动净水机 JS-100', '净水设备', '主营产品', '台', '12800 2026-07-01 13400'],
  ['JS-200', '全自动净水机 JS-200', '净水设备', '主营产品', '台', '19600'],
  ['JS-500', '反渗透净水机组 JS-500', '净水设备', '主营产品', '套', '86000 2026-07-01 89500'],
  ['XH-30', '循环水旁滤器 XH-30', '循环水处理', '主营产品', '台', '23500'],
  ['XH-80', '循环水旁滤器 XH-80', '循环水处理', '主营产品', '台', '41200 2026-07-01 42800'],
  ['JY-05', '智能加药装置 JY-05', '循环水处理', '主营产品', '套', '15800'],
  ['JN-37', '变频节能泵 JN-37', '节能水泵', '主营产品', '台', '9800'],
  ['JN-75', '变频节能泵 JN-75', '节能水泵', '主营产品', '台', '17600 2026-07-01 18200 2026-10-15 18900'],
  ['FX-20', '在线水质分析仪 FX-20', '代理仪表', '代理产品', '台', '26800 2026-07-01 27500 2026-10-15 26900'],
  ['FX-60', '多参数水质分析仪 FX-60', '代理仪表', '代理产品', '台', '54000'],
  ['DF-150', '电动调节阀 DF-150', '代理阀门', '代理产品', '只', '6400 2026-07-01 6650'],
  ['DF-300', '电动调节阀 DF-300', '代理阀门', '代理产品', '只', '11900'],
  ['CT-10', '成套净水机房 CT-10', '成套机房', '成套产品', '套', '268000 2026-07-01 276000'],
  ['CT-30', '成套循环水站 CT-30', '成套机房', '成套产品', '套', '455000'],
  ['GZ-01', '水系统节能改造', '改造服务', '服务', '项', '120000'],
  ['GZ-02', '冷却塔改造', '改造服务', '服务', '项', '68000 2026-07-01 71000'],
  ['NY-01', '能源管理服务', '能源服务', '服务', '月', '20000'],
]

export const products: readonly Product[] = listed.map(([code, name, line, category, measure, text]) => {
  const words = [first, ...text.split(' ')]
  const prices = words.flatMap((word, at) => (at % 2 === 0 ? [[word, words[at + 1] ?? ''] as const] : []))
  return { code, name, line, category, measure, prices }
})

const timelines = new Map(
  products.map((product) => [
    product.code,
    product.prices.map(([from, price]) => [day(from), fen(price)] as const),
  ]),
)

/** The base price in force on a day. */
export function basePriceOn(code: string, on: Day): Fen {
  const found = timelines.get(code)?.findLast(([from]) => from <= on)
  if (!found) throw new Error(`No base price for ${code}`)
  return found[1]
}

export function addCatalogue(tables: Tables): void {
  for (const { code, name, line, category, measure, prices } of products) {
    add(tables, 'product', { product_code: code, name, line, category, measure })
    add(tables, 'catalogue_filing', ...filings(code))
    prices.forEach(([from, price], at) => {
      const valid_to = prices[at + 1]?.[0] ?? null
      add(tables, 'base_price', { product_code: code, valid_from: from, valid_to, price: yuan(fen(price)) })
    })
  }
}

/** DF-300 was filed for two years and filed again the day that ended (M-2.2). */
function filings(code: string) {
  const filed = (filed_on: string, expires_on: string | null) => ({
    product_code: code,
    filed_on,
    expires_on,
    status: '已备案',
  })
  if (code !== 'DF-300') return [filed(first, null)]
  const renewed = dayText(day('2026-06-01'))
  return [filed('2024-06-01', renewed), filed(renewed, null)]
}
