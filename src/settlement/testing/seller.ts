/**
 * One seller, one contract, numbers a person can follow: 1,000 pieces at the base price of 100 yuan, 3% commission, so
 * that every 10,000 yuan received are 300 yuan. Nothing but the money of the contract changes from month to month.
 */
import { readFile } from 'node:fs/promises'
import type { Database } from '../../records/database.ts'
import { migrate } from '../../records/migrate.ts'
import { type Engine, freshDatabase } from '../../records/testing/server.ts'
import { type PolicyVersion, publish } from '../policy-version.ts'
import { policyFile } from './company.ts'

const rows = [
  `insert into record.unit (unit_code, name, kind, parent_code) values
    ('YX', '营销及售后中心', '中心', null), ('CP', '产品事业部', '事业部', 'YX')`,
  `insert into record.person (person_no, name, hired_on, left_on) values
    ('B', '负责人', '2020-01-01', null), ('S', '业务员', '2020-01-01', null), ('Z', '离职者', '2020-01-01', '2026-02-14')`,
  `insert into record.assignment (person_no, unit_code, position, superior_no, heads_unit, valid_from) values
    ('B', 'CP', '事业部负责人', null, true, '2020-01-01'), ('S', 'CP', '业务员', 'B', false, '2020-01-01'),
    ('Z', 'CP', '业务员', 'B', false, '2020-01-01')`,
  `insert into record.fixed_pay (person_no, base_pay, allowance, valid_from) values
    ('B', 8000, 0, '2020-01-01'), ('S', 3000, 0, '2020-01-01'), ('Z', 3000, 0, '2020-01-01')`,
  `insert into record.product (product_code, name, line, category) values ('A', '净化机', '主机', '主营产品')`,
  `insert into record.catalogue_filing (product_code, filed_on) values ('A', '2020-01-01')`,
  `insert into record.base_price (product_code, price, valid_from) values ('A', 100, '2020-01-01')`,
  `insert into record.customer (customer_code, name) values ('K', '甲公司')`,
  `insert into record.contract (contract_no, kind, customer_code, unit_code, salesperson_no, signed_on, turnover) values
    ('C', '直营购销合同', 'K', 'CP', 'S', '2025-12-01', 100000), ('D', '直营购销合同', 'K', 'CP', 'Z', '2025-12-01', 100000)`,
  `insert into record.contract_line (contract_no, line_no, product_code, quantity, unit_price, amount) values
    ('C', 1, 'A', 1000, 100, 100000), ('D', 1, 'A', 1000, 100, 100000)`,
]

export async function sellerOn(engine: Engine): Promise<{ db: Database; version: PolicyVersion }> {
  const db = await freshDatabase(engine)
  await fillSeller(db)
  return { db, version: await publish(db, await readFile(policyFile, 'utf8'), '人事') }
}

export async function fillSeller(db: Database): Promise<void> {
  await migrate(db)
  for (const statement of rows) await db.exec(statement)
}

let number = 0

/** Money received for a contract, or given back when negative. */
export async function money(db: Database, day: string, amount: number, contract = 'C'): Promise<void> {
  number += 1
  await (amount > 0
    ? db.query(
        `insert into record.receipt (contract_no, receipt_no, received_on, amount, kind) values ($1, $2, $3::date, $4::numeric, '进度款')`,
        [contract, `R${number}`, day, amount],
      )
    : db.query(
        `insert into record.refund (contract_no, refund_no, refunded_on, amount) values ($1, $2, $3::date, $4::numeric)`,
        [contract, `F${number}`, day, -amount],
      ))
}

/** All three indicators entered by hand, so that the month's rate is what the test says. */
export async function score(db: Database, period: string, points: number, person = 'S'): Promise<void> {
  await db.query(
    `insert into record.monthly_score (person_no, indicator, period, score)
     select $1, unnest(array['业务资料齐整度', '客户投诉率', '回款率']), $2, $3::numeric`,
    [person, period, points],
  )
}
