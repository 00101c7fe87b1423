import type { Random } from './random.ts'

const surnames = [
  ...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎',
]
const givenNames = [
  ...'伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂英华玉兰飞鹏宁欣宇浩晨佳琪梦雪峰岚睿彤博雯哲婷毅莹',
]

/** A made-up person's name of two or three characters. */
export function personName(random: Random): string {
  const given = random.pick(givenNames)
  return random.pick(surnames) + given + (random.chance(60) ? random.pick(givenNames) : '')
}

export const regions = ['华东', '华南', '华北', '华中', '西南', '西北', '东北'] as const

const places = [...'云青临沧澜蒲汀岭岚浔沅漳洺泷'].flatMap((first) =>
  [...'溪川城阳州泽山港'].map((second) => first + second),
)
const brands = [...'恒瑞鼎晟泰诚宏博远盛嘉祥达源'].flatMap((first) =>
  [...'丰信和业兴联通'].map((second) => first + second),
)
const trades = [
  ['纺织印染', '工业'],
  ['食品', '工业'],
  ['制药', '工业'],
  ['热电', '工业'],
  ['化工', '工业'],
  ['医院管理', '公共'],
  ['酒店管理', '商业'],
  ['物业服务', '商业'],
  ['市政水务', '公共'],
  ['职业学院', '公共'],
] as const

const combinations = places.length * brands.length * trades.length
// Shares no factor with the number of combinations, so that neighbours differ and none comes twice.
const stride = 30_011

/** The customer with this number: made up, and different for every number. */
export function customerNamed(number: number): { name: string; category: string } {
  const at = (number * stride) % combinations
  const [trade, category] = trades[at % trades.length] ?? trades[0]
  const brand = brands[Math.floor(at / trades.length) % brands.length]
  const place = places[Math.floor(at / trades.length / brands.length)]
  const again = number < combinations ? '' : `${Math.floor(number / combinations) + 1}`
  return { name: `${place}${brand}${trade}${category === '公共' ? '' : '有限公司'}${again}`, category }
}
