/**
 * A request the product declines to carry out, with its code, HTTP status and Chinese text in this one dictionary.
 * A message says what to do next. `{name}` in a text is filled from the details of the same name.
 */
interface RefusalText {
  readonly status: number
  readonly text: string
  readonly english?: string
}

const refusals = {
  data_folder_in_use: {
    status: 409,
    text: '数据目录 {folder} 正在被另一个衡绩进程使用（进程号 {pid}，启动于 {since}）。请先停止那个进程，或换一个数据目录再启动。',
  },
  data_folder_unusable: {
    status: 500,
    text: '数据目录 {folder} 无法使用：{cause}。请检查目录是否存在、是否有写入权限、磁盘是否已满。',
  },
  database_unreachable: {
    status: 503,
    text: '连不上数据库 {server}：{cause}。请检查 DATABASE_URL、网络和数据库服务是否已启动。',
  },
  database_too_old: {
    status: 503,
    text: '数据库 {server} 的版本是 {version}，衡绩需要 PostgreSQL 15 或更高版本。请升级数据库后再启动。',
  },
  migration_changed: {
    status: 500,
    text: '数据库迁移文件 {file} 在执行之后被改动过。请恢复原来的文件；要改表结构，请新增一个迁移文件。',
  },
  migration_unknown: {
    status: 500,
    text: '数据库里已经执行过迁移 {file}，但当前程序没有这个文件。这个数据库由更新版本的衡绩建立，请使用那个版本或更新的版本启动。',
  },
  port_in_use: {
    status: 409,
    text: '端口 {port} 已经被别的程序占用。请先停止那个程序，或用环境变量 PORT 换一个端口，例如 PORT={other} npm start。',
  },
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
    text: '你的角色不能{verb}这些内容（{resource}）。需要的话请找系统管理员。',
    english: 'Your role may not do this ({verb}: {resource}). Ask the administrator if you need it.',
  },
  not_found: {
    status: 404,
    text: '没有找到，或不在你可以看到的范围里。',
    english: 'Not found, or not within what you may see.',
  },
  request_invalid: {
    status: 400,
    text: '请求的内容不对：{problems}',
    english: 'The request is not valid: {problems}',
  },
  request_foreign: {
    status: 403,
    text: '请求来自别的网站，没有执行。请从衡绩的页面操作。',
    english: 'The request came from another site and was not carried out.',
  },
  key_reused: {
    status: 409,
    text: '同一个 Idempotency-Key 已经用在另一个请求上。请换一个新的。',
    english: 'This Idempotency-Key was used for another request. Use a new one.',
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
  record_conflict: {
    status: 409,
    text: '这条记录在你打开之后被 {who} 改过。请看看现在的内容，再决定要不要改。',
    english: 'This record was changed by {who} after you opened it. Look at it again before changing it.',
  },
  record_rule: { status: 422, text: '{rule}', english: 'The record breaks a rule: {rule}' },
  record_exists: {
    status: 409,
    text: '“{key}”已经有了。请换一个编号，或打开原来的那一条修改。',
    english: '“{key}” already exists. Choose another key or open the existing one.',
  },
  record_in_use: {
    status: 409,
    text: '“{key}”还有别的记录在用（{users}），不能删除。',
    english: '“{key}” is still used by other records ({users}) and cannot be removed.',
  },
  share_sum: {
    status: 422,
    text: '业绩归属的比例合计是 {sum}，应当恰好是 1（100%）。请改正每个人的比例。',
    english: 'The credit shares sum to {sum}; they must sum to exactly 1 (100%).',
  },
  line_not_filed: {
    status: 422,
    text: '产品 {products} 在签订日没有备案，合同不能使用。请先办理备案，或更正产品和签订日。',
    english: 'Products {products} were not filed on the signing date. File them first, or correct the line.',
  },
  sum_differs: {
    status: 422,
    text: '{part}是 {sum} 元，与营业额 {turnover} 元不一致。请改正其中一个。',
    english: '{part} is {sum}, but the turnover is {turnover}. Correct one of them.',
  },
  trial_over: {
    status: 409,
    text: '{number} 不是正在履行的试用协议（状态：{status}），不能转为购销或退回。',
    english: '{number} is not a running trial (status: {status}).',
  },
  file_not_found: { status: 400, text: '找不到文件 {file}。请检查文件名和所在的文件夹。' },
  file_unwritable: {
    status: 400,
    text: '文件 {file} 写不进去（{cause}）。请检查文件夹是否存在、是否有写入权限。',
  },
  file_empty: { status: 400, text: '文件 {file} 是空的，没有可以读取的内容。' },
  file_too_large: {
    status: 413,
    text: '文件 {file} 有 {size}，超过了 {limit} 的上限。请按月份或部门拆成几个文件再导入。',
  },
  file_wrong_type: {
    status: 415,
    text: '文件 {file} 实际上是{found}，不能读取。请用 Excel 或 WPS 打开后另存为“Excel 工作簿（.xlsx）”或 CSV，再重新导入。',
  },
  file_encrypted: {
    status: 415,
    text: '文件 {file} 设置了打开密码。请用 Excel 或 WPS 打开，在“文件—信息—保护工作簿”里去掉密码，保存后再导入。',
  },
  file_bomb: {
    status: 413,
    text: '文件 {file} 没有读取：{cause}，与正常的工作簿不符。请把内容复制到一个新的工作簿再导入。',
  },
  file_damaged: {
    status: 422,
    text: '文件 {file} 已损坏或不规范：{cause}。请用 Excel 或 WPS 打开后另存为新的工作簿，再重新导入。',
  },
  file_formula: {
    status: 422,
    text: '文件 {file} 的工作表“{sheet}”的 {cell} 是公式，但文件里没有保存计算结果。请用 Excel 或 WPS 打开、保存一次，再重新导入。',
  },
  file_encoding: {
    status: 422,
    text: '文件 {file} 的文字编码认不出来（既不是 UTF-8、UTF-16，也不是 GBK/GB18030）。请用 Excel 打开后另存为“CSV UTF-8”或 XLSX。',
  },
  file_csv: { status: 422, text: '文件 {file} 第 {line} 行附近的引号不成对，无法分清各列。请改正后再导入。' },
  sheet_too_large: {
    status: 413,
    text: '文件 {file} 的工作表“{sheet}”{cause}，超过了上限。请删去无关的内容，或拆成几个文件再导入。',
  },
  sheet_too_long_to_write: {
    status: 413,
    text: '“{sheet}”超过 {limit} 行，一张 Excel 工作表放不下。请缩小范围，或导出为 CSV。',
  },
  sheet_unknown: { status: 400, text: '文件 {file} 里没有工作表“{sheet}”，只有：{sheets}。' },
  policy_invalid: { status: 422, text: '制度有错误，没有使用：\n{issues}' },
  policy_own_objects: {
    status: 422,
    text: '制度自己声明了对象（{objects}），请用 run 命令直接运行，或改用系统里已有的对象。',
  },
  policy_version_taken: {
    status: 409,
    text: '“{policy}”的版本 {version} 已经发布，内容不同。请在文件开头换一个版本号再发布。',
  },
  policy_none: {
    status: 404,
    text: '{period} 没有生效的制度。请先用 settle --policy 文件 发布一份，或检查生效日。',
  },
  policy_which: { status: 400, text: '同时有几份制度生效：{policies}。请用 --policy-name 写明是哪一份。' },
  run_none: { status: 404, text: '{period} 还没有结算。请先运行 settle。' },
  run_closed: {
    status: 409,
    text: '{period} 已经关账，不能重新结算。迟到的记录请用 adjust 命令在未关账的期间调整。',
  },
  run_problems: {
    status: 409,
    text: '{period} 还有 {count} 个问题没有解决，不能继续。请用 settle 查看问题并改正记录。',
  },
  run_status: { status: 409, text: '{period} 现在的状态是“{status}”，不能{action}。' },
  run_stale: {
    status: 409,
    text: '{period} 在你查看之后又结算过（现在的摘要是 {digest}），请重新查看再{action}。',
  },
  run_outdated: {
    status: 409,
    text: '{earlier} 在 {period} 之后又结算过，{period} 用到了它以前的结果。请先重新结算 {period}。',
  },
  run_adjusted: {
    status: 409,
    text: '{period} 结算之后批准了往期调整，要计入 {period}。请先重新结算 {period}。',
  },
  run_order: { status: 409, text: '更早的 {period} 还没有关账，请先关那一期。' },
  second_person: { status: 403, text: '{action}要由另一个人来做，{actor} 已经经手过。' },
  period_invalid: { status: 400, text: '期间“{period}”不对，请写成 2026-10、2026-Q3、2026-H2 或 2026。' },
  person_unknown: { status: 404, text: '没有找到“{person}”。请写工号，或没有重名的姓名。' },
  item_unknown: { status: 404, text: '“{object}”没有“{item}”这一项，可以看的有：{items}。' },
  object_unknown: { status: 404, text: '没有“{object}”这个对象，有：{objects}。' },
  command_usage: { status: 400, text: '命令写得不对。用法：npm run -s hengji -- {usage}' },
  import_headings: {
    status: 422,
    text: '表头有问题，一行也没有导入：{problems}。请改正表头，或指明不需要导入的列。',
  },
  import_object_unknown: { status: 400, text: '没有“{object}”这种记录，可以导入的有：{objects}。' },
  file_changed: { status: 409, text: '文件 {file} 在导入之后被改动过，取不回被退回的行。请重新导入。' },
  import_folder_empty: { status: 400, text: '文件夹 {folder} 里没有可以导入的 XLSX 或 CSV 文件。' },
} as const satisfies Record<string, RefusalText>

export type RefusalCode = keyof typeof refusals

type Placeholder<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholder<Rest>
  : never

/** What the text of a code needs. A code whose text has no placeholder takes no details. */
export type RefusalDetails<Code extends RefusalCode> = {
  readonly [Name in Placeholder<(typeof refusals)[Code]['text']>]: string | number
}

type Arguments<Code extends RefusalCode> =
  Placeholder<(typeof refusals)[Code]['text']> extends never ? [] : [details: RefusalDetails<Code>]

export class Refusal<Code extends RefusalCode = RefusalCode> extends Error {
  readonly code: Code
  readonly status: number
  readonly details: Readonly<Record<string, string | number>>

  constructor(code: Code, ...[details]: Arguments<Code>) {
    const values: Readonly<Record<string, string | number>> = details ?? {}
    super(fill(refusals[code].text, values))
    this.name = 'Refusal'
    this.code = code
    this.status = refusals[code].status
    this.details = values
  }

  /** What is said in another language than the message's own, which is Chinese. */
  in(language: 'zh' | 'en'): string {
    const texts: RefusalText = refusals[this.code]
    return language === 'en' && texts.english ? fill(texts.english, this.details) : this.message
  }
}

function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''))
}
