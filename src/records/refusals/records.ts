/** Records, what is asked of them, and how requests are written. */
import type { RefusalText } from './refusal-text.ts'

export const recordRefusals = {
  not_found: {
    status: 404,
    text: '它不存在，或不在您可以看到的范围里。',
    english: 'It does not exist, or is not within what you may see.',
  },
  request_invalid: {
    status: 400,
    text: '请求的内容不对：{problems}',
    english: 'The request is not valid: {problems}',
  },
  request_unreadable: {
    status: 400,
    text: '请求的内容读不懂：应当是完整的 JSON。',
    english: 'The request cannot be read: its body must be complete JSON.',
  },
  request_too_large: {
    status: 413,
    text: '请求的内容超过 {limit} MB，没有读。请分几次提交。',
    english: 'The body is larger than {limit} MB and was not read. Send it in parts.',
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
  filing_open: {
    status: 409,
    text: '产品 {product} 已经有一份备案申请在办，请等它办完。',
    english: 'A filing of product {product} is already under way.',
  },
  filing_state: {
    status: 409,
    text: '这份备案申请现在是“{state}”，这一步不能做。请刷新后再看。',
    english: 'This filing is now “{state}”; this step cannot be taken. Please look again.',
  },
  filing_exists: {
    status: 409,
    text: '产品 {product} 在 {on} 已经备案，不用再备案。',
    english: 'Product {product} is already filed on {on}.',
  },
  filing_own_page: {
    status: 403,
    text: '产品备案请到“产品与价格”打开产品办理：由事业部提议、研发中心同意、财务备案，各由不同的人来做。',
    english:
      'Filings are made on the product under Products: the unit proposes, the R&D centre agrees, finance files, each another person.',
  },
  filing_not_research: {
    status: 403,
    text: '研发同意要由研发部门（名称以“研发”开头，如研发中心）的负责人来做。',
    english: 'Only the head of the R&D unit may agree to a filing.',
  },
  record_key_kept: {
    status: 422,
    text: '{field}一经登记不能修改：已经结算、关账的都按它找。登记错了的，请另外登记一条，再删除这一条。',
    english:
      'The {field} stays as it was entered: what was settled and closed goes by it. If it is wrong, enter another record and remove this one.',
  },
  record_conflict: {
    status: 409,
    text: '这条记录在您打开之后被 {who} 改过。请看看现在的内容，再决定要不要改。',
    english: 'This record was changed by {who} after you opened it. Look at it again before changing it.',
  },
  record_rule: { status: 422, text: '{rule}', english: '{rule}' },
  record_exists: {
    status: 409,
    text: '“{key}”已经有了。请换一个编号，或打开原来的那一条修改。',
    english: '“{key}” already exists. Choose another key or open the existing one.',
  },
  record_twice: {
    status: 409,
    text: '已经有一条{fields}都相同的{object}（{key}）。请打开原来的那一条修改。',
    english: 'There already is one with the same {fields} ({object}: {key}). Open that one and change it.',
  },
  share_twice: {
    status: 422,
    text: '业绩归属第 {row} 行：{person}已经在第 {first} 行了。一个人只能有一行，请换一个人，或把两行合成一行。',
    english:
      'Credit, row {row}: {person} already is in row {first}. One row a person: choose somebody else, or make one of both.',
  },
  paper_twice: {
    status: 422,
    text: '合同资料第 {row} 行：“{name}”已经在第 {first} 行了。请换一个名称，或删去一行。',
    english: 'Papers, row {row}: “{name}” already is in row {first}. Call it something else, or remove one.',
  },
  team_over: {
    status: 409,
    text: '业务组 {team} 已经在 {on} 解散。',
    english: 'The team {team} was already dissolved on {on}.',
  },
  team_too_early: {
    status: 422,
    text: '业务组 {team} 在 {on} 成立，请选它之后的一天。',
    english: 'The team {team} was formed on {on}. Choose a later day.',
  },
  team_joined_later: {
    status: 409,
    text: '{person} 从 {from} 起才是成员，不早于选定的日期。请先改正这名成员的期间，或换一个更晚的日期。',
    english:
      '{person} is a member only from {from} on. Correct that membership first, or choose a later day.',
  },
  team_not_member: {
    status: 422,
    text: '{person} 在 {on} 不是这个业务组的成员，请先登记成员。',
    english: '{person} is no member of this team on {on}. Enter the membership first.',
  },
  team_leads_already: {
    status: 409,
    text: '{person} 在 {on} 已经是组长。',
    english: '{person} already leads the team on {on}.',
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
  record_own_page: {
    status: 403,
    text: '{object}请在考评页登记和修改：那里检查月份、指标和评价部门，加分由第二人批准。',
    english:
      '{object}: enter and change these on the appraisal page, which checks month, indicator and rater.',
  },
} as const satisfies Record<string, RefusalText>
