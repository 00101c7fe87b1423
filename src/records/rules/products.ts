import { ends, page, type Rules, tidyCode } from './shared.ts'

/** Of products, their filing and base prices, customers and their complaints. */
export const productRules = {
  product_code_tidy: tidyCode,
  product_code_has_a_page: page(['编码', 'code'], ['“.”或“..”', '“.” or “..”']),
  product_category_known: [
    '产品类别应当是主营产品、代理产品、成套产品或服务',
    'The category of a product must be own product, agency product, complete system or service',
  ],
  filing_status_known: ['备案状态应当是已备案或已撤销', 'The status of a filing must be filed or withdrawn'],
  filing_ends_after_start: ['失效日应当晚于备案日', 'A filing must expire after the day filed'],
  filing_one_at_a_time: [
    '同一个产品在同一天只能有一项有效的备案，请检查备案日和失效日是否重叠',
    'A product has only one filing in force on any day. Check whether this one overlaps another',
  ],
  price_in_range: [
    '基准价应当是 0 至一万亿元之间的数',
    'The base price must be between 0 and one trillion yuan',
  ],
  price_ends_after_start: ends,
  price_one_at_a_time: [
    '同一个产品在同一天只能有一个基准价，请检查生效日和失效日是否重叠',
    'A product has only one base price on any day. Check whether the validity overlaps another',
  ],
  customer_code_tidy: tidyCode,
  customer_code_has_a_page: page(['编码', 'code'], ['“.”或“..”', '“.” or “..”']),
  complaint_no_tidy: [
    '编码不能为空，前后不能有空格',
    'The complaint number cannot be empty, nor begin or end with a space',
  ],
  complaint_judged_after_made: ['判定日不能早于投诉日', 'A complaint cannot be judged before it was made'],
  complaint_judged_has_verdict: [
    '填写了判定日的投诉，请同时填写是否成立',
    'A complaint with a day judged also says whether it is justified',
  ],
} as const satisfies Rules
