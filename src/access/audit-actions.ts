/** What the verbs of the audit log are called, in Chinese and in English; the page and its export say the same. */
const actions: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  create: ['新增', 'create'],
  update: ['修改', 'change'],
  remove: ['删除', 'remove'],
  approve: ['批准', 'approve'],
  export: ['导出', 'export'],
  look: ['查看', 'look'],
  reveal: ['完整查看', 'look unmasked'],
  denied: ['被拒绝', 'denied'],
  publish: ['发布', 'publish'],
  settle: ['结算', 'settle'],
  review: ['复核', 'review'],
  close: ['关账', 'close'],
  adjust: ['调整', 'adjust'],
  import: ['导入', 'import'],
  backup: ['备份', 'back up'],
  restore: ['恢复', 'restore'],
  settings: ['更改设置', 'change settings'],
  'sign-in': ['登录', 'sign in'],
  'sign-in-failed': ['登录失败', 'failed sign-in'],
  'password-changed': ['换密码', 'change password'],
  'totp-enabled': ['开启两步验证', 'two-step sign-in on'],
  'totp-disabled': ['关闭两步验证', 'two-step sign-in off'],
  'account-create': ['建账号', 'create account'],
  'account-roles': ['改角色', 'change roles'],
  'account-close': ['停用账号', 'close account'],
  'account-open': ['启用账号', 'open account'],
  'account-password': ['重置密码', 'reset password'],
  'account-totp-reset': ['去掉两步验证', 'remove two-step sign-in'],
  'account-sign-out': ['让登录失效', 'end sign-ins'],
  'api-key-create': ['建接口密钥', 'create key'],
  'api-key-revoke': ['作废接口密钥', 'revoke key'],
  'backup-verify': ['核对备份', 'verify backup'],
  'backup-remove': ['删除备份', 'remove backup'],
  'audit-verify': ['核对审计链', 'verify the chain'],
  'personal-data': ['改个人信息', 'change personal data'],
  'bank-card': ['改银行卡', 'change a bank card'],
  'bank-card-stop': ['停止改银行卡', 'stop a change of bank card'],
  'bank-card-seen': ['知道银行卡更改', 'have seen a change of bank card'],
  'adjust-approve': ['批准调整', 'approve adjustment'],
  'choose-import': ['选定导入内容', 'choose import'],
  'undo-import': ['撤销导入', 'undo import'],
  'withdraw-import': ['收回导入', 'withdraw import'],
  test: ['试发通知', 'send a test notice'],
  upload: ['上传文件', 'upload'],
  draft: ['起草', 'draft'],
  discard: ['丢弃草稿', 'discard draft'],
  submit: ['提交', 'submit'],
  propose: ['提出', 'propose'],
  refuse: ['退回', 'refuse'],
  withdraw: ['撤回', 'withdraw'],
  rate: ['评价', 'rate'],
  convert: ['转为销售', 'convert trial'],
  'return-trial': ['试用退回', 'return trial'],
  'end-team': ['解散或合并业务组', 'dissolve or merge a team'],
  'change-leader': ['更换组长', 'change the leader'],
  'reopen-ask': ['申请重开', 'ask to reopen'],
  'reopen-confirm': ['同意重开', 'confirm reopening'],
  'export-payroll': ['导出工资表', 'export payroll'],
  end: ['结束', 'end'],
  agree: ['研发同意', 'agree'],
  file: ['备案', 'file'],
  return: ['退回', 'return'],
  pay: ['发放', 'pay'],
  'soft-close': ['暂时关账', 'close for now'],
  'reopen-withdraw': ['撤回重开申请', 'withdraw the request to reopen'],
}

/** Who did what needs no sign-in. */
export const nobody = '未登录'

/** People and programs are called the same in every language. */
export const actorName = (who: string, language: 'zh' | 'en'): string =>
  who === nobody && language === 'en' ? 'not signed in' : who

/** One that is not named here is shown as it is written in the log. */
export function actionName(action: string, language: 'zh' | 'en'): string {
  const names = Object.hasOwn(actions, action) ? actions[action] : undefined
  return names?.[language === 'en' ? 1 : 0] ?? action
}

/** Whose names, in either language, have this in them; `part` is in small letters. */
export const actionsNamed = (part: string): string[] =>
  part === ''
    ? []
    : Object.entries(actions).flatMap(([action, names]) =>
        names.some((name) => name.toLowerCase().includes(part)) ? [action] : [],
      )
