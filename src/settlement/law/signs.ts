/** Where a document shows signs of what the law may object to. Words and numbers only: what is meant, people decide. */
import type { Span } from '../../language/syntax/nodes.ts'
import type { LawCode } from './rules.ts'

/** A piece of the document that is read by itself: a sentence, a row of a table, a definition. */
export interface Passage extends Span {
  readonly text: string
  readonly kind: 'sentence' | 'row' | 'definition'
}

export interface Sign extends Span {
  readonly code: LawCode
}

/** 不设末位淘汰, 不得罚款: says that it is not done. */
const denied =
  /不得|不设|不以|不对|不会|不再?实行|不再?采用|禁止|严禁|取消了?[^，。]{0,6}(罚款|淘汰)|并非|而非|不是/

const ending = '(?:辞退|解除|终止|淘汰|开除|离职|劝退|除名|解聘)'
const words: readonly (readonly [LawCode, RegExp])[] = [
  ['LAW-01', /罚款|罚金|处罚[^，。]{0,8}元|罚\s*\d+\s*元/],
  [
    'LAW-07',
    /自动(?:离职|离岗|辞退|解除|终止|解聘|淘汰)|视为(?:自动|自愿|主动)?(?:离职|辞职)|(?:予以|一律|直接|立即)(?:辞退|解除|开除|劝退|除名|解聘)|自行离职/,
  ],
  [
    'LAW-08',
    new RegExp(`(?:末位|末尾|倒数|排名[^，。]{0,6}(?:最后|靠后)|强制分布)[^。]{0,24}${ending}|末位淘汰`),
  ],
  [
    'LAW-13',
    /(?:离职|辞职|离开公司)[^。]{0,16}(?:不再|停止|停发|不予|不发|取消|不享受|丧失)[^。]{0,10}(?:提成|奖金|绩效|佣金|计发|发放|支付)/,
  ],
  [
    'LAW-14',
    /(?:公示|公布|公开|张榜|通报|张贴|上墙|排行榜)[^。]{0,24}(?:得分|分数|排名|名次|工资|提成|薪|姓名|名单)|(?:得分|分数|排名|名次|工资|提成|姓名|名单)[^。]{0,16}(?:公示|公布|公开|张榜|通报|张贴|上墙)/,
  ],
]
const consented = /同意|匿名|不记名|本人可见|只(?:给|对)本人/

const probation =
  /试用期|考核期|见习期|新人|新员工|转正前|入职第[一二三四五六123456]个?月|第[一二三四五六123456]个月/
const pay = /工资|固定|发放|系数|比例|薪|底薪|计发/
const unfit = new RegExp(`(?:不能?胜任|不合格|不达标|不称职)[^。]{0,30}${ending}`)
const remedy = /培训|调岗|调整(?:工作)?岗位|转岗|改进/
const loss = /损失|赔偿|赔款/

export function signsOf(passages: readonly Passage[]): Sign[] {
  return passages.filter(({ text }) => !denied.test(text)).flatMap(signsIn)
}

function signsIn(passage: Passage): Sign[] {
  const { text } = passage
  const found: Sign[] = []
  const note = (code: LawCode, match: RegExpExecArray | null) => {
    if (!match) return
    const from = passage.from + match.index
    // A word of the heading stands for the whole row.
    if (from >= passage.to) found.push({ code, from: passage.from, to: passage.to })
    else found.push({ code, from, to: Math.min(from + match[0].length, passage.to) })
  }
  for (const [code, sign] of words)
    if (code !== 'LAW-14' || !consented.test(text)) note(code, sign.exec(text))
  if (!remedy.test(text)) note('LAW-09', unfit.exec(text))
  for (const share of shares(text)) {
    if (probation.test(text) && pay.test(text) && share.value < 100)
      note(share.value < 80 ? 'LAW-05' : 'LAW-06', share.match)
    if (loss.test(text) && /扣/.test(text) && share.value > 20) note('LAW-02', share.match)
  }
  return found
}

/** Percentages, and factors such as 0.7 beside the word 系数. Borders of ranges (60% ~ 80%) are no shares of pay. */
function shares(text: string): { readonly value: number; readonly match: RegExpExecArray }[] {
  const plain = text.replace(/[\d.]+\s*%?\s*[~～至到-]\s*[\d.]+\s*%/g, (range) => ' '.repeat(range.length))
  const found = [...plain.matchAll(/(\d+(?:\.\d+)?)\s*[%％]/g)].map((match) => ({
    value: Number(match[1]),
    match,
  }))
  const factors = /系数/.test(text)
    ? [...plain.matchAll(/(?<![\d.])0\.\d+(?![\d%％])/g)].map((match) => ({
        value: Number(match[0]) * 100,
        match,
      }))
    : []
  return [...found, ...factors].filter(({ value }) => value > 0)
}
