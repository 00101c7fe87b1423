/** Signing in, accounts and what one may do. */
import type { RefusalText } from './refusal-text.ts'

export const accessRefusals = {
  not_signed_in: { status: 401, text: '请先登录。', english: 'Please sign in.' },
  sign_in_failed: {
    status: 401,
    text: '登录名或密码不对。请检查后重试；忘记密码请找系统管理员重置。',
    english:
      'The sign-in name or password is wrong. Check them, or ask the administrator for a new password.',
  },
  too_many_attempts: {
    status: 429,
    text: '尝试的次数太多，请 {minutes} 分钟以后再试。',
    english: 'Too many attempts. Try again in {minutes} minutes.',
  },
  code_wrong: {
    status: 401,
    text: '验证码不对或已过期。请看验证器里现在的六位数字，或用一个备用码。',
    english: 'The code is wrong or has expired. Use the six digits shown now, or a backup code.',
  },
  password_wrong: { status: 403, text: '现在的密码不对。', english: 'The current password is wrong.' },
  password_weak: {
    status: 422,
    text: '密码太容易猜到。请用至少 {least} 个字符，不要只用数字、连续的字符或登录名。',
    english:
      'The password is too easy to guess. Use at least {least} characters; not only digits, runs of characters or the sign-in name.',
  },
  password_must_change: {
    status: 403,
    text: '请先换一个自己的密码，再继续。',
    english: 'Please choose a password of your own first.',
  },
  not_allowed: {
    status: 403,
    text: '您的角色不能{verb}“{resource}”。需要的话请找系统管理员。',
    english: 'Your role may not {verb} this ({resource}). Ask the administrator if you need it.',
  },
  account_taken: {
    status: 409,
    text: '“{name}”这个登录名、姓名或工号已经有账号了。',
    english: 'There already is an account with this sign-in name, name or staff number ({name}).',
  },
  own_roles: {
    status: 403,
    text: '不能修改自己的角色，请由另一位系统管理员来做。',
    english: 'You cannot change your own roles; another administrator has to.',
  },
  last_administrator: {
    status: 409,
    text: '这是最后一个系统管理员，不能停用，也不能去掉这个角色。请先让另一个人也成为系统管理员。',
    english: 'This is the last administrator. Make somebody else an administrator first.',
  },
  role_twice: {
    status: 422,
    text: '“{role}”从 {from} 起写了两次，请去掉一行。',
    english: '“{role}” from {from} is there twice; remove one of the lines.',
  },
  role_in_past: {
    status: 422,
    text: '“{role}”只能从今天或以后开始：以前担任过什么不能事后写进去，也不能改。要结束它，请去掉这一行。',
    english:
      '“{role}” can only begin today or later: what was held before is not written or changed afterwards. To end it, remove its line.',
  },
  own_account: {
    status: 403,
    text: '不能这样改自己的账号。自己的密码和验证器在“账号与安全”里改，别的请另一位系统管理员来做。',
    english:
      'Not on your own account: change your password and second factor under Account and security, and ask another administrator for the rest.',
  },
  card_unchanged: {
    status: 409,
    text: '这就是已经登记的银行卡，没有要改的。要取消等待中的更改，请用“停止更改”。',
    english: 'This is the card already entered. To take back a change that waits, stop the change.',
  },
  card_not_waiting: {
    status: 409,
    text: '这次银行卡更改已经生效，或者已经停止。请刷新后再看。',
    english: 'This change of the bank card has taken effect or was stopped. Please look again.',
  },
  link_over: {
    status: 410,
    text: '这个下载链接已经用过或过期。请再点一次“下载”，说自己的密码。',
    english: 'This link was used or has expired. Choose download again and give your password.',
  },
  key_for_person: {
    status: 422,
    text: '“{name}”是一个人的账号，别人不能为它建接口密钥。请为程序单独建一个账号，给它需要的角色。',
    english:
      '“{name}” is a person’s account; nobody else makes keys for it. Give the program an account and roles of its own.',
  },
} as const satisfies Record<string, RefusalText>
