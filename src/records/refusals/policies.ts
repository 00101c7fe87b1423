/** Drafts of policies, their approval, and when versions end. */
import type { RefusalText } from './refusal-text.ts'

export const policyRefusals = {
  draft_conflict: {
    status: 409,
    text: '这份草案在您打开之后被 {who} 改过（{when}）。您写的内容还在这里，请对照现在的内容再决定怎么合并。',
    english:
      'This draft was changed by {who} after you opened it ({when}). What you wrote is kept here; compare the two before going on.',
  },
  draft_exists: {
    status: 409,
    text: '这个版本已经有一份没有完成的草案（{who}）。请打开它接着写，或先放弃它。',
    english: 'There already is an open draft of this version ({who}). Open it, or discard it first.',
  },
  draft_state: {
    status: 409,
    text: '草案现在是“{state}”，不能这样做。请刷新页面看看现在的状态。',
    english: 'The draft is “{state}” now, so this cannot be done. Reload the page to see where it stands.',
  },
  draft_changed: {
    status: 409,
    text: '草案在您打开之后有改动，您看到的不是要批准的内容。请重新打开再决定。',
    english:
      'The draft was changed after you opened it, so what you saw is not what would be approved. Open it again.',
  },
  draft_own: {
    status: 403,
    text: '草案的起草人和修改人不能批准它，请由另一个人来决定。',
    english: 'Whoever wrote any part of a draft does not decide about it; somebody else has to.',
  },
  draft_no_date: {
    status: 422,
    text: '请在开头写明生效日（如 生效日: {example}），再提交。',
    english: 'Please state the effective date at the top (such as {example}) before submitting.',
  },
  policy_mid_period: {
    status: 422,
    text: '生效日 {from} 在一期的中间。一期只按一个版本计算，请改为 {first} 或 {next}。',
    english:
      'The effective date {from} lies within a period, and a period is settled by one version. Use {first} or {next}.',
  },
  draft_closed_date: {
    status: 422,
    text: '生效日 {from} 落在已经关账的 {period}。已经关账的月份不再改变，请改为 {next} 或以后。',
    english:
      'The effective date {from} lies in {period}, which is closed and stays as it is. Use {next} or later.',
  },
  draft_renamed: {
    status: 422,
    text: '草案改自“{policy}”，开头的制度名称要保持不变。要写另一份制度，请新建。',
    english:
      'The draft changes “{policy}”, so the name at the top has to stay. Start a new policy to write another one.',
  },
  draft_unchanged: {
    status: 422,
    text: '草案与现在的版本内容相同，没有什么要批准的。',
    english: 'The draft is the same as the present version; there is nothing to approve.',
  },
  draft_law_override: {
    status: 422,
    text: '这些提醒的级别是“错误”：{codes}。要保留，请写明理由；由提交人和批准人两个人负责。',
    english:
      'These warnings are of the level “error”: {codes}. To keep them, state a reason; both the submitter and the approver answer for it.',
  },
  draft_law_unread: {
    status: 422,
    text: '还有法律提醒没有逐条确认：{codes}。请先看过再批准。',
    english: 'Some warnings about law are not acknowledged yet: {codes}. Read them before approving.',
  },
  version_end: {
    status: 422,
    text: '最后一天不能早于生效日，也不能早于已经按它关账的最后一天（{least}）。',
    english:
      'The last day cannot be before the effective date or the last day closed by this version ({least}).',
  },
  policy_no_payable: {
    status: 422,
    text: '制度没有写明应付项（如 应付项: 员工.应发工资），不能按人比较。',
    english: 'The policy does not name what is payable, so people cannot be compared.',
  },
} as const satisfies Readonly<Record<string, RefusalText>>
