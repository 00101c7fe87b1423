/**
 * The commission core written by hand, as well as we can: the same results as bench/commission.md, one table per
 * object, computed once and stored. Columns carry the names of the policy's definitions, so that results can be compared.
 * What is missing or impossible is noted in one column, 问题; a policy notes it for each value.
 */
import type { Period } from '../src/language/index.ts'

export interface HandTable {
  /** Object of the vocabulary whose results the table holds. */
  readonly object: string
  readonly table: string
  readonly keys: readonly string[]
  readonly sql: string
}

/** Ten places, half away from zero, as the language divides. */
const ratio = (a: string, b: string) => `round(div((${a}) * 100000000000, ${b}) * 0.00000000001, 10)`

/** Statements in order; `schema` holds the tables. */
export function byHand({ first, last, name }: Period, schema: string): HandTable[] {
  const money = `${schema}.money`
  return [
    { object: '', table: money, keys: ['contract_no'], sql: moneySql(first, last) },
    {
      object: 'contract_line',
      table: `${schema}.line`,
      keys: ['contract_no', 'line_no'],
      sql: lineSql(money),
    },
    { object: 'contract', table: `${schema}.contract`, keys: ['contract_no'], sql: contractSql(schema) },
    { object: '', table: `${schema}.rate`, keys: ['person_no'], sql: rateSql(name) },
    {
      object: 'credit_share',
      table: `${schema}.share`,
      keys: ['contract_no', 'person_no'],
      sql: shareSql(schema),
    },
    { object: 'person', table: `${schema}.person`, keys: ['person_no'], sql: personSql(schema) },
  ]
}

/** Only contracts with money that counts in the month, and all their money so far. */
function moneySql(first: string, last: string): string {
  return `select contract_no, coalesce(sum(amount) filter (where counted_on < '${first}'), 0) as 期初收款,
      coalesce(sum(amount) filter (where counted_on >= '${first}'), 0) as 本期收款
    from record.receipt
    where counted_on <= '${last}'
      and contract_no in (select contract_no from record.receipt where counted_on between '${first}' and '${last}')
    group by contract_no`
}

/** Only contracts with money are looked at. */
function lineSql(money: string): string {
  return `select contract_no, line_no, 问题, 有效基准价, 达到基准价, 超出幅度, 基准部分, 超额部分, 基准部分 * 比例 as 基准提成,
      case when 超额部分 > 0
        then 超额部分 * case when 超出幅度 < 0.05 then 0.1 when 超出幅度 < 0.15 then 0.15 else 0.2 end
        else 0 end as 超额提成
    from (
      select contract_no, line_no, 有效基准价, unit_price >= 有效基准价 as 达到基准价, 比例,
        ${ratio('unit_price - 有效基准价', 'nullif(有效基准价, 0)')} as 超出幅度,
        case when unit_price >= 有效基准价 then 有效基准价 * quantity else 0 end as 基准部分,
        case when unit_price >= 有效基准价 and not granted then (unit_price - 有效基准价) * quantity else 0 end as 超额部分,
        case when not filed then '没有备案' when 有效基准价 is null then '没有基准价' when 有效基准价 = 0 then '基准价为零'
          when 比例 is null then '没有提成比例' end as 问题
      from (
        select x.contract_no, x.line_no, x.unit_price, x.quantity, p.price as 有效基准价,
          f.product_code is not null as filed, k.contract_no is not null as granted,
          case d.category when '主营产品' then 0.03 when '代理产品' then 0.02 when '成套产品' then 0.025 when '服务' then 0.04 end as 比例
        from ${money} m
        join record.contract c using (contract_no)
        join record.contract_line x using (contract_no)
        join record.product d using (product_code)
        left join record.catalogue_filing f on f.product_code = x.product_code and f.status = '已备案'
          and f.filed_on <= c.signed_on and (f.expires_on is null or f.expires_on > c.signed_on)
        left join record.base_price p on p.product_code = x.product_code
          and p.valid_from <= c.signed_on and (p.valid_to is null or p.valid_to > c.signed_on)
        left join (select contract_no, line_no from record.concession group by contract_no, line_no) k
          on k.contract_no = x.contract_no and k.line_no = x.line_no
        offset bigint '0'
      ) g
      offset bigint '0'
    ) l`
}

function contractSql(schema: string): string {
  const earned = `case when 基准合计 > 0
    then ${ratio('基准提成合计 * (基准合计 - 质保金扣减)', '基准合计')} else 0 end + 超额提成合计`
  return `select contract_no, salesperson_no, coalesce(行问题, case when turnover = 0 then '营业额为零' end) as 问题,
      基准合计, 基准提成合计, 超额提成合计, 质保金扣减, 全额提成, 期初收款, 本期收款, 期初计入, 期末计入,
      ${ratio('期末计入 - 期初计入', 'nullif(turnover, 0)')} as 回款率增长,
      round(${ratio('全额提成 * (期末计入 - 期初计入)', 'nullif(turnover, 0)')}, 2) as 本月提成额
    from (
      select *, ${earned} as 全额提成 from (
        select contract_no, c.turnover, c.salesperson_no, 行问题,
          coalesce(基准合计, 0) as 基准合计, coalesce(基准提成合计, 0) as 基准提成合计, coalesce(超额提成合计, 0) as 超额提成合计,
          least(c.retention, coalesce(基准合计, 0)) as 质保金扣减, 期初收款, 本期收款,
          least(期初收款, c.turnover) as 期初计入, least(期初收款 + 本期收款, c.turnover) as 期末计入
        from ${schema}.money
        join record.contract c using (contract_no)
        left join (
          select contract_no, sum(基准部分) as 基准合计, sum(基准提成) as 基准提成合计, sum(超额提成) as 超额提成合计,
            min(问题) as 行问题
          from ${schema}.line group by 1
        ) l using (contract_no)
        offset bigint '0'
      ) x offset bigint '0'
    ) y`
}

function rateSql(period: string): string {
  const scored = (indicator: string) => `max(score) filter (where indicator = '${indicator}')`
  return `select person_no, 资料齐整得分, 客户投诉得分, 回款进度得分,
      ${ratio('资料齐整得分 * 0.4 + 客户投诉得分 * 0.3 + 回款进度得分 * 0.3', '10')} as 综合考评率
    from (
      select person_no, ${scored('业务资料齐整度')} as 资料齐整得分, ${scored('客户投诉率')} as 客户投诉得分,
        ${scored('回款率')} as 回款进度得分
      from record.person left join (select * from record.monthly_score where period = '${period}') s using (person_no)
      group by 1
    ) s`
}

/** Most contracts have one person: only the others need shares to be rounded against one another. */
function shareSql(schema: string): string {
  const within = 'over (partition by contract_no)'
  const place = 'row_number() over (partition by contract_no order by exact - lower desc, person_no)'
  return `select contract_no, person_no, 应计提成, round(应计提成 * 综合考评率, 2) as 销售提成,
      coalesce(s.问题, case when 综合考评率 is null then '没有考评' end) as 问题
    from (
      select contract_no, salesperson_no as person_no, 本月提成额 as 应计提成, 问题 from ${schema}.contract c
      where not exists (select from record.credit_share s where s.contract_no = c.contract_no)
      union all
      select contract_no, person_no,
        lower + case when ${place} <= (本月提成额 - sum(lower) ${within}) * 100 then 0.01 else 0 end,
        coalesce(问题, case when sum(share) ${within} <> 1 then '份额之和不是一' end)
      from (
        select s.contract_no, s.person_no, s.share, 本月提成额, 问题, 本月提成额 * s.share as exact,
          floor(本月提成额 * s.share * 100) * 0.01 as lower
        from record.credit_share s join ${schema}.contract using (contract_no)
      ) e
    ) s left join ${schema}.rate using (person_no)`
}

function personSql(schema: string): string {
  return `select person_no, 资料齐整得分, 客户投诉得分, 回款进度得分, 综合考评率, coalesce(提成合计, 0) as 提成合计, 问题
    from ${schema}.rate left join (
      select person_no, sum(销售提成) as 提成合计, min(问题) as 问题 from ${schema}.share group by 1
    ) s using (person_no)`
}
