/**
 * The warnings about law: which article, how serious, where and from when. A table for a lawyer to set; no level and no
 * article stands in code. A later row of the same code and region replaces an earlier one from its day on.
 *
 * A warning says 可能 and never calls anything lawful. Source: requirements L, law notes §7.
 */
export type LawCode =
  | 'LAW-01'
  | 'LAW-02'
  | 'LAW-03'
  | 'LAW-05'
  | 'LAW-06'
  | 'LAW-07'
  | 'LAW-08'
  | 'LAW-09'
  | 'LAW-11'
  | 'LAW-12'
  | 'LAW-13'
  | 'LAW-14'

/** error: kept only for a stated reason that two people answer for. */
export type LawLevel = 'error' | 'warning'

export interface LawRule {
  readonly code: LawCode
  /** 全国, or a province whose rule goes before it. */
  readonly region: string
  readonly from: string
  readonly level: LawLevel
  readonly articles: string
  readonly text: string
  readonly english: string
}

const nationwide = { region: '全国', from: '2008-01-01' } as const

export const lawRules: readonly LawRule[] = [
  {
    ...nationwide,
    code: 'LAW-01',
    level: 'warning',
    articles: '工资支付暂行规定第十五条',
    text: '这里可能是对员工罚款。罚款可能没有法律依据；可以改为事先约定、随业绩浮动的部分。',
    english:
      'This may be a fine. Fines may lack a legal basis; agreed pay that varies with results may serve instead.',
  },
  {
    code: 'LAW-01',
    region: '广东',
    from: '2013-05-01',
    level: 'error',
    articles: '广东省劳动保障监察条例第五十一条；工资支付暂行规定第十五条',
    text: '这里可能是对员工罚款。在广东，规章制度里的罚款可能被责令改正并处罚；可以改为事先约定、随业绩浮动的部分。',
    english:
      'This may be a fine. In Guangdong, fines in company rules may be ordered out and punished; agreed pay that varies with results may serve instead.',
  },
  {
    ...nationwide,
    code: 'LAW-02',
    level: 'error',
    articles: '工资支付暂行规定第十六条',
    text: '因损失扣工资，每月可能不得超过当月工资的 20%，且剩余部分不得低于当地最低工资。',
    english:
      'Deductions for losses may not exceed 20% of the month’s wage, and the rest not fall below the minimum wage.',
  },
  {
    ...nationwide,
    code: 'LAW-03',
    level: 'warning',
    articles: '劳动法第四十八条；最低工资规定第十二条',
    text: '没有看到应付工资不低于当地最低工资的约定，扣减之后可能低于最低工资。',
    english: 'Nothing keeps pay at the local minimum wage; after deductions it may fall below it.',
  },
  {
    ...nationwide,
    code: 'LAW-05',
    level: 'error',
    articles: '劳动合同法第二十条；实施条例第十五条',
    text: '这里的比例低于 80%。如果这段时间是试用期，工资可能低于法定下限（约定工资或同岗最低档的 80%）。',
    english:
      'The share here is below 80%. If this time is probation, pay may be below the statutory floor (80% of the agreed wage or the lowest grade).',
  },
  {
    ...nationwide,
    code: 'LAW-06',
    level: 'warning',
    articles: '劳动合同法第三十、三十五、三十八、八十五条',
    text: '这里的比例不到 100%。如果已经过了试用期，只发固定工资的一部分可能需要员工书面同意变更。',
    english:
      'The share here is below 100%. After probation, paying a part of the fixed wage may need a change agreed in writing.',
  },
  {
    ...nationwide,
    code: 'LAW-07',
    level: 'error',
    articles: '实施条例第十三条；劳动合同法第四十条',
    text: '按制度自动终止劳动关系，可能没有法律依据。可以改为：证据 → 培训或调岗 → 同一标准再次考核 → 依法处理。',
    english:
      'Ending employment automatically by a rule may have no legal basis. Evidence, training or transfer, a second assessment by the same standard, then the statutory steps may serve instead.',
  },
  {
    ...nationwide,
    code: 'LAW-08',
    level: 'error',
    articles: '最高人民法院指导案例 18 号',
    text: '以排名靠后或强制分布为由解除或调整，可能不等于不能胜任工作。',
    english: 'Being last in a ranking or a forced distribution may not amount to being unable to do the job.',
  },
  {
    ...nationwide,
    code: 'LAW-09',
    level: 'error',
    articles: '劳动合同法第四十条第（二）项',
    text: '因不能胜任而解除，可能须先培训或调整岗位，并再次考核仍不能胜任。没有看到这一步。',
    english:
      'Dismissal for incompetence may require training or transfer and a second assessment first; no such step is seen here.',
  },
  {
    ...nationwide,
    code: 'LAW-11',
    level: 'warning',
    articles: '劳动合同法第四条；法释〔2020〕26号第五十条',
    text: '没有记下征求意见、协商和公示的情况。未经民主程序和公示的制度，对员工可能没有约束力。',
    english: 'Consultation and announcement are not recorded. Rules without them may not bind employees.',
  },
  {
    ...nationwide,
    code: 'LAW-12',
    level: 'error',
    articles: '劳动合同法第三十五条',
    text: '生效日早于发布日，并且有人因此少得。降低已经开始的期间的报酬，可能需要与员工协商一致并书面变更。',
    english:
      'It takes effect before it is published and some people get less. Lowering pay for time already begun may need agreement in writing.',
  },
  {
    ...nationwide,
    code: 'LAW-13',
    level: 'warning',
    articles: '工资支付暂行规定第九条；劳动合同法第二十六、三十条',
    text: '离职后不再发已经挣得的提成或奖金，可能被认为克扣工资。',
    english:
      'Withholding commission or bonus already earned after somebody leaves may count as withheld wages.',
  },
  {
    ...nationwide,
    code: 'LAW-14',
    level: 'error',
    articles: '个人信息保护法第六、二十五条',
    text: '公开指名的得分、排名或工资，可能需要本人单独同意。可以改为：各人看自己的，公布匿名的分布。',
    english:
      'Publishing scores, ranks or pay by name may need each person’s separate consent. Own results to each and an anonymous distribution may serve instead.',
  },
]

/** Cities people work in, by the province whose rules count. */
export const provinces: Readonly<Record<string, readonly string[]>> = {
  广东: [
    ...['广东', '广州', '深圳', '佛山', '东莞', '珠海', '中山', '惠州', '江门', '汕头', '湛江', '肇庆'],
    ...['茂名', '揭阳', '梅州', '清远', '韶关', '河源', '阳江', '潮州', '汕尾', '云浮'],
  ],
}

/** The rule that counts in any of the regions on a day: of a province before the whole country's, the later of two. */
export function ruleFor(code: LawCode, regions: readonly string[], day: string): LawRule | undefined {
  const known = lawRules.filter((rule) => rule.code === code && rule.from <= day)
  const latest = (of: (rule: LawRule) => boolean) =>
    known.filter(of).toSorted((a, b) => (a.from < b.from ? 1 : -1))[0]
  return (
    latest((rule) => regions.includes(rule.region)) ?? latest((rule) => rule.region === nationwide.region)
  )
}
