/** Appraisals: until when they take changes, and who may rate and raise whom. */
import type { RefusalText } from './refusal-text.ts'

export const reviewRefusals = {
  review_sealed: {
    status: 409,
    text: '{period} 已经复核，考评不能再改。要改的话，请财务部在结算页重新计算（复核随之作废），已经公布的先申请重新打开；关账以后可以作为迟到的记录补录。',
    english:
      '{period} has been reviewed and takes no changes. Finance can calculate it again, which undoes the review, or reopen it if published; after closing, enter it as a late record.',
  },
  review_late: {
    status: 409,
    text: '{period} 已经关账。确认以后才能补录：这个月不会重算，差额作为往期调整，经第二人批准后计入未关账的月份。',
    english:
      '{period} is closed. Confirm to enter a late record: the month stays as it is, the difference becomes an adjustment in an open month.',
  },
  review_raise_waiting: {
    status: 409,
    text: '{person} 在 {period} 已经有一项加分等待批准，每人每月最多一项。要改的话，请申请人先撤回，再重新申请。',
    english:
      'A raise of {person} for {period} is waiting for a decision; there is one a month at most. To change it, its proposer withdraws it first.',
  },
  review_raised: {
    status: 409,
    text: '{person} 在 {period} 的加分已经批准，每人每月最多一项。',
    english: 'A raise of {person} for {period} has been approved; there is one a month at most.',
  },
  review_busy: {
    status: 409,
    text: '这个月正在计算，填写的内容还没有保存，请过几秒再试。',
    english: 'The month is being calculated; nothing was saved yet. Try again in a few seconds.',
  },
  review_needs_person: {
    status: 403,
    text: '这件事要记下是谁做的，请用自己的员工账号登录（这个账号没有对应的员工）。',
    english: 'This has to be done by a person; the account you use belongs to no member of staff.',
  },
  review_own_raise: {
    status: 403,
    text: '不能给自己申请加分，请由别人申请。',
    english: 'You cannot propose a raise for yourself.',
  },
  review_not_unit_head: {
    status: 403,
    text: '只能代表自己负责的部门评价；您在 {period} 月末不是 {unit} 的负责人。',
    english: 'You can rate only for the department you head; at the end of {period} you did not head {unit}.',
  },
  review_nobody: {
    status: 404,
    text: '{person} 不在 {period} 的考评范围里。',
    english: '{person} is not appraised in {period}.',
  },
} as const satisfies Record<string, RefusalText>
