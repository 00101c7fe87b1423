/** What rules of several tables ask for alike. A rule is said twice: [中文, English]. */

export type Rule = readonly [text: string, english: string]
export type Rules = Readonly<Record<string, Rule>>

export const page = (what: Rule, taken: Rule): Rule => [
  `${what[0]}不能是${taken[0]}：在网址里它们另有意思，这样的${what[0]}打不开自己的页面，请换一个`,
  `The ${what[1]} cannot be ${taken[1]}: in an address these mean something else, and its page could not be opened. Choose another`,
]

export const tidyCode: Rule = [
  '编码不能为空，前后不能有空格',
  'The code cannot be empty, nor begin or end with a space',
]
export const month: Rule = [
  '期间应当是一个月份，写成 2026-10 这样的形式',
  'The period must be a month, written like 2026-10',
]
export const amount: Rule = [
  '金额应当是 0 至一万亿元之间的数',
  'The amount must be between 0 and one trillion yuan',
]
export const fromOne: Rule = ['序号从 1 开始', 'Numbering starts at 1']
export const ends: Rule = [
  '失效日应当晚于生效日；只有一天有效的，失效日是第二天',
  '“Valid to” must be later than “valid from”; what holds for one day only is valid to the next',
]
export const paymentKinds: Rule = [
  '款项类别应当是订金、进度款、验收款、质保金或其他',
  'The kind of payment must be deposit, progress payment, acceptance payment, retention or other',
]

export const also = ([text, english]: Rule, [more, moreEnglish]: Rule): Rule => [
  text + more,
  english + moreEnglish,
]
