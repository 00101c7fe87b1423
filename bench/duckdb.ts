/**
 * The reference: DuckDB computes the same results from the same tables, exactly. Amounts are DECIMAL.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import type { Period } from '../src/language/index.ts'

export interface Reference {
  /** Computes and stores everything anew. */
  run(): Promise<void>
  /** Writes the results of an object to a CSV file with a heading. */
  write(object: string, columns: readonly string[], file: string): Promise<void>
  close(): Promise<void>
}

const yuan = 'decimal(18, 2)'

/** What is taken over of each table. */
const tables: Readonly<Record<string, string>> = {
  contract: `contract_no varchar, salesperson_no varchar, signed_on date, turnover ${yuan}, retention ${yuan}`,
  contract_line: `contract_no varchar, line_no integer, product_code varchar, quantity decimal(9, 0), unit_price ${yuan}`,
  concession: 'contract_no varchar, line_no integer',
  receipt: `contract_no varchar, amount ${yuan}, counted_on date`,
  credit_share: 'contract_no varchar, person_no varchar, share decimal(7, 6)',
  product: 'product_code varchar, category varchar',
  catalogue_filing: 'product_code varchar, filed_on date, expires_on date, status varchar',
  base_price: `product_code varchar, price ${yuan}, valid_from date, valid_to date`,
  monthly_score: 'person_no varchar, indicator varchar, period varchar, score decimal(5, 2)',
}

/** `csv(table, columns)` writes a table of the records to a file. */
export async function openReference(
  period: Period,
  csv: (table: string, columns: string, file: string) => Promise<void>,
): Promise<Reference> {
  const folder = await mkdtemp(join(tmpdir(), 'hengji-duckdb-'))
  const instance = await DuckDBInstance.create(join(folder, 'bench.duckdb'), { threads: '2' })
  const duck = await instance.connect()
  for (const [table, columns] of Object.entries(tables)) {
    const names = columns
      .replace(/\(\d+, \d+\)/g, '')
      .split(', ')
      .map((column) => column.split(' ')[0])
    const file = join(folder, `${table}.csv`)
    await csv(table, names.join(', '), file)
    await duck.run(`create table ${table} (${columns}); copy ${table} from '${file}' (header)`)
  }
  await duck.run(macros)
  await duck.run('checkpoint')
  return {
    run: () => run(duck, period),
    async write(object, columns, file) {
      await duck.run(`copy (select ${columns.join(', ')} from h_${object}) to '${file}' (header)`)
    },
    async close() {
      duck.closeSync()
      instance.closeSync()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/**
 * Division to ten places, half away from zero, on whole numbers of 64 bits: DuckDB has no exact quotient of decimals, and
 * its division of 128-bit numbers is fifteen times slower. Where 64 bits do not do, DuckDB stops with an error.
 */
const macros = `
  create macro ten_places(eleven) as ((eleven + 5 * sign(eleven)) // 10)::decimal(18, 0) * 0.0000000001::decimal(10, 10);
  create macro fen(yuan) as (yuan * 100)::bigint;
  -- a ÷ b, both in fen
  create macro ratio(a, b) as ten_places(
    (a // b) * 100000000000 + ((a % b) * 1000000 // b) * 100000 + (((a % b) * 1000000) % b) * 100000 // b);
  -- earned (five places) × a ÷ b, a and b in fen
  create macro part(earned, a, b) as ten_places(
    ((earned * 100000)::bigint * a // b) * 1000000 + ((earned * 100000)::bigint * a % b) * 1000000 // b);
  -- whole (ten places) × a ÷ b, a and b in fen
  create macro grown(whole, a, b) as ten_places(
    ((whole * 10000000000)::bigint // b) * a * 10 + ((whole * 10000000000)::bigint % b) * a * 10 // b)`

async function run(duck: DuckDBConnection, period: Period): Promise<void> {
  for (const [table, sql] of statements(period))
    await duck.run(`create or replace table h_${table} as ${sql}`)
}

/** The same steps as by hand in PostgreSQL; DuckDB unnests subqueries and shares expressions by itself. */
function statements({ first, last, name }: Period): [table: string, sql: string][] {
  const scored = (indicator: string) => `max(score) filter (where indicator = '${indicator}')`
  const place = 'row_number() over (partition by contract_no order by exact - lower desc, person_no)'
  return [
    [
      'money',
      `select contract_no, coalesce(sum(amount) filter (where counted_on < date '${first}'), 0)::decimal(18, 2) as 期初收款,
        coalesce(sum(amount) filter (where counted_on >= date '${first}'), 0)::decimal(18, 2) as 本期收款
      from receipt where counted_on <= date '${last}'
        and contract_no in (select contract_no from receipt where counted_on between date '${first}' and date '${last}')
      group by contract_no`,
    ],
    [
      'contract_line',
      // Told to join lines with contracts first: by itself DuckDB begins with every price of every contract.
      `with sold as materialized (
        select x.contract_no, x.line_no, x.product_code, x.quantity, x.unit_price, c.signed_on
        from h_money join contract c using (contract_no) join contract_line x using (contract_no)
      )
      select contract_no, line_no, 有效基准价, 达到基准价, 超出幅度, 基准部分, 超额部分, 基准部分 * 比例 as 基准提成,
        case when 超额部分 > 0
          then 超额部分 * case when 超出幅度 < 0.05 then 0.10 when 超出幅度 < 0.15 then 0.15 else 0.20 end
          else 0 end as 超额提成
      from (
        select x.contract_no, x.line_no, p.price as 有效基准价, x.unit_price >= p.price as 达到基准价,
          ratio(fen(x.unit_price - p.price), fen(p.price)) as 超出幅度,
          case when x.unit_price >= p.price then p.price * x.quantity else 0 end as 基准部分,
          case when x.unit_price >= p.price and k.contract_no is null then (x.unit_price - p.price) * x.quantity else 0 end as 超额部分,
          case d.category when '主营产品' then 0.03 when '代理产品' then 0.02 when '成套产品' then 0.025 when '服务' then 0.04 end as 比例
        from sold x join product d on d.product_code = x.product_code
        join catalogue_filing f on f.product_code = x.product_code and f.status = '已备案'
          and f.filed_on <= x.signed_on and (f.expires_on is null or f.expires_on > x.signed_on)
        join base_price p on p.product_code = x.product_code
          and p.valid_from <= x.signed_on and (p.valid_to is null or p.valid_to > x.signed_on)
        left join (select distinct contract_no, line_no from concession) k
          on k.contract_no = x.contract_no and k.line_no = x.line_no
      ) l`,
    ],
    [
      'contract',
      `select contract_no, 基准合计, 基准提成合计, 超额提成合计, 质保金扣减, 全额提成, 期初收款, 本期收款, 期初计入, 期末计入,
        ratio(fen(期末计入 - 期初计入), fen(turnover)) as 回款率增长,
        round(grown(全额提成, fen(期末计入 - 期初计入), fen(turnover)), 2) as 本月提成额, salesperson_no
      from (
        select *, case when 基准合计 > 0
          then part(基准提成合计, fen(基准合计 - 质保金扣减), fen(基准合计)) else 0 end + 超额提成合计 as 全额提成
        from (
          select contract_no, c.turnover, c.salesperson_no, 基准合计, 基准提成合计, 超额提成合计,
            least(c.retention, 基准合计) as 质保金扣减, 期初收款, 本期收款,
            least(期初收款, c.turnover) as 期初计入, least(期初收款 + 本期收款, c.turnover) as 期末计入
          from h_money join contract c using (contract_no)
          join (
            select contract_no, sum(基准部分)::decimal(18, 2) as 基准合计, sum(基准提成)::decimal(18, 5) as 基准提成合计,
              sum(超额提成)::decimal(18, 4) as 超额提成合计
            from h_contract_line group by 1
          ) l using (contract_no)
        ) x
      ) y`,
    ],
    [
      'rate',
      `select person_no, 资料齐整得分, 客户投诉得分, 回款进度得分,
        (资料齐整得分 * 0.4 + 客户投诉得分 * 0.3 + 回款进度得分 * 0.3) * 0.1 as 综合考评率
      from (
        select person_no, ${scored('业务资料齐整度')} as 资料齐整得分, ${scored('客户投诉率')} as 客户投诉得分,
          ${scored('回款率')} as 回款进度得分
        from monthly_score where period = '${name}' group by 1
      ) s`,
    ],
    [
      'credit_share',
      `select contract_no, person_no, 应计提成, round(应计提成 * 综合考评率, 2) as 销售提成
      from (
        select contract_no, salesperson_no as person_no, 本月提成额::decimal(18, 2) as 应计提成 from h_contract
        where contract_no not in (select contract_no from credit_share)
        union all
        select contract_no, person_no,
          lower + case when ${place} <= (本月提成额 - sum(lower) over (partition by contract_no)) * 100 then 0.01 else 0 end
        from (
          select s.contract_no, s.person_no, 本月提成额::decimal(18, 2) as 本月提成额,
            本月提成额::decimal(18, 2) * s.share as exact,
            (floor(本月提成额::decimal(18, 2) * s.share * 100)::decimal(18, 0) * 0.01)::decimal(18, 2) as lower
          from credit_share s join h_contract using (contract_no)
        ) e
      ) s join h_rate using (person_no)`,
    ],
    [
      'person',
      `select person_no, 资料齐整得分, 客户投诉得分, 回款进度得分, 综合考评率, coalesce(提成合计, 0) as 提成合计
      from h_rate left join (select person_no, sum(销售提成) as 提成合计 from h_credit_share group by 1) s using (person_no)`,
    ],
  ]
}
