/** The indicators of the appraisal: which variables of the policy hold them, and what they are computed from. M-5.1, M-5.2. */
import type { CheckedDefinition, Program } from '../../language/index.ts'

export interface Indicator {
  readonly id: string
  /** Who is appraised by it. */
  readonly of: 'selling' | 'managing'
  /** The variable with the score. */
  readonly score: string
  /** The ratio or amount the score was looked up by. */
  readonly measure?: string
  /** There is something to compute from when one of these is above zero. */
  readonly basis: readonly string[]
  /** What an entered score stands under; undefined where none can stand in. */
  readonly entered?: string
}

export const indicators = [
  {
    id: 'papers',
    of: 'selling',
    score: '资料齐整得分',
    measure: '资料齐整度',
    basis: ['资料应交'],
    entered: '业务资料齐整度',
  },
  {
    id: 'complaints',
    of: 'selling',
    score: '客户投诉得分',
    measure: '客户投诉率',
    basis: ['在履行客户', '成立投诉'],
    entered: '客户投诉率',
  },
  {
    id: 'collection',
    of: 'selling',
    score: '回款进度得分',
    measure: '回款进度',
    basis: ['到期应收'],
    entered: '回款率',
  },
  { id: 'team', of: 'managing', score: '下属平均得分', basis: [] },
  {
    id: 'company',
    of: 'managing',
    score: '公司资料得分',
    measure: '公司资料齐整度',
    basis: ['公司资料应交'],
  },
  { id: 'cooperation', of: 'managing', score: '协作得分', basis: [] },
] as const satisfies readonly Indicator[]

export type IndicatorId = (typeof indicators)[number]['id']

export const isSelling = '是业务人员'
export const total = '考评得分'
export const rate = '综合考评率'

/** A variable of a person in this version of the policy; another version may keep it in another column, or not at all. */
export function personVariable(program: Program, name: string): CheckedDefinition | undefined {
  return program.definitions.find(({ object, name: own }) => object.id === 'person' && own.text === name)
}
