/** Policies, settlements and the command line. */
import type { RefusalText } from './refusal-text.ts'

export const settlementRefusals = {
  trial_over: {
    status: 409,
    text: '{number} 不是正在履行的试用协议（状态：{status}），不能转为购销或退回。',
    english: '{number} is not a running trial (status: {status}).',
  },
  policy_invalid: {
    status: 422,
    text: '制度有错误，没有使用：\n{issues}',
    english: 'The policy has mistakes and was not used:\n{issues}',
  },
  policy_own_objects: {
    status: 422,
    text: '制度自己声明了对象（{objects}），请用 run 命令直接运行，或改用系统里已有的对象。',
    english:
      'The policy declares objects of its own ({objects}). Run it with the run command, or use the objects the system has.',
  },
  policy_version_taken: {
    status: 409,
    text: '“{policy}”的版本 {version} 已经发布，内容不同。请在文件开头换一个版本号再发布。',
    english:
      'Version {version} of “{policy}” is already published with other contents. Give the document another version and publish again.',
  },
  policy_none: {
    status: 404,
    text: '{period} 没有生效的制度。请先在“制度”里发布一份，或检查生效日。',
    english:
      'No policy is in force in {period}. Publish one under Policies first, or check the effective date.',
  },
  policy_unknown: {
    status: 404,
    text: '没有发布过叫“{policy}”的制度。请看看名称是不是写错了。',
    english: 'No policy called “{policy}” was ever published. Is the name mistyped?',
  },
  policy_which: {
    status: 400,
    text: '同时有几份制度生效：{policies}。请写明是哪一份。',
    english: 'Several policies are in force: {policies}. Say which one.',
  },
  run_none: {
    status: 404,
    text: '{period} 还没有结算，请先结算。',
    english: '{period} has not been settled yet. Settle it first.',
  },
  run_closed: {
    status: 409,
    text: '{period} 已经关账，不能重新结算。迟到的记录请到“结算—往期调整”里查找，差额记入未关账的期间。',
    english:
      '{period} is closed and cannot be settled again. Look for late records under Settlement, Adjustments; the difference goes into an open period.',
  },
  run_problems: {
    status: 409,
    text: '{period} 还有 {count} 个问题没有解决，不能继续。请查看问题并改正记录，再结算一次。',
    english: '{period} still has {count} problems and cannot go on. Correct the records and settle again.',
  },
  run_status: {
    status: 409,
    text: '{period} 现在的状态是“{status}”，不能{action}。',
    english: '{period} is “{status}” now, so it cannot do this: {action}.',
  },
  run_stale: {
    status: 409,
    text: '{period} 在您查看之后又结算过（现在的摘要是 {digest}），请重新查看再{action}。',
    english:
      '{period} was settled again after you looked at it (digest {digest}). Look again before this: {action}.',
  },
  run_outdated: {
    status: 409,
    text: '{earlier} 在 {period} 之后又结算过，{period} 用到了它以前的结果。请先重新结算 {period}。',
    english:
      '{earlier} was settled again after {period}, which used its earlier result. Settle {period} again first.',
  },
  run_adjusted: {
    status: 409,
    text: '{period} 结算之后批准了往期调整，要计入 {period}。请先重新结算 {period}。',
    english:
      'An adjustment of an earlier period that belongs to {period} was approved after it was settled. Settle {period} again first.',
  },
  run_records_changed: {
    status: 409,
    text: '{period} 计算以后，又录入或更改了 {count} 条它要用到的记录。请先重新结算，再复核。',
    english:
      '{count} records that {period} uses were entered or changed after it was settled. Settle it again before it is reviewed.',
  },
  appraisal_open: {
    status: 409,
    text: '{period} 的考评还差：{open}。补齐后重新结算，或者说明已经知道，再继续。',
    english:
      'The appraisal of {period} is not complete: {open}. Complete it and settle again, or say that you know.',
  },
  run_order: {
    status: 409,
    text: '更早的 {period} 还没有走到这一步，请先处理那一期。',
    english: '{period} is earlier and has not come this far. Do it first.',
  },
  second_person: {
    status: 403,
    text: '{action}要由另一个人来做，{actor} 已经经手过。',
    english: 'This has to be done by another person ({action}): {actor} has already had a part in it.',
  },
  period_invalid: {
    status: 400,
    text: '期间“{period}”不对，请写成 2026-10、2026-Q3、2026-H2 或 2026。',
    english: '“{period}” is no period. Write 2026-10, 2026-Q3, 2026-H2 or 2026.',
  },
  person_unknown: {
    status: 404,
    text: '没有找到“{person}”。请写工号，或没有重名的姓名。',
    english: '“{person}” was not found. Give a staff number, or a name that only one person has.',
  },
  item_unknown: {
    status: 404,
    text: '“{object}”没有“{item}”这一项，可以看的有：{items}。',
    english: '“{object}” has no item “{item}”; there are: {items}.',
  },
  object_unknown: {
    status: 404,
    text: '没有“{object}”这个对象，有：{objects}。',
    english: 'There is no object “{object}”; there are: {objects}.',
  },
  command_usage: {
    status: 400,
    text: '命令写得不对。用法：npm run -s hengji -- {usage}',
    english: 'The command is not written correctly. Usage: npm run -s hengji -- {usage}',
  },
} as const satisfies Record<string, RefusalText>
