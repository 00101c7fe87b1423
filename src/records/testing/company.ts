import type { Database } from '../database.ts'
import { migrate } from '../migrate.ts'
import { type Engine, freshDatabase } from './server.ts'

/** A handful of valid rows in every table: two units, four people, two products, three contracts. */
const rows = `
  insert into record.unit (unit_code, name, kind, parent_code) values
    ('YX', '营销及售后中心', '中心', null), ('CP', '产品事业部', '事业部', 'YX'), ('GC', '工程事业部', '事业部', 'YX'),
    ('XZ', '行政部', '职能', null), ('XB', '新成立的中心', '中心', null);
  insert into record.unit_placement (unit_code, parent_code, valid_from, valid_to) values
    ('GC', 'XB', '2026-11-01', null);
  insert into record.person (person_no, name, hired_on, left_on) values
    ('P1', '总监', '2020-01-01', null), ('P2', '经理', '2021-01-01', null), ('P3', '业务员甲', '2026-01-01', '2026-10-20'),
    ('P4', '业务员乙', '2026-10-11', null);
  insert into record.assignment (person_no, unit_code, position, superior_no, heads_unit, valid_from, valid_to) values
    ('P1', 'YX', '营销总监', null, true, '2020-01-01', null), ('P2', 'CP', '业务员', 'P1', false, '2021-01-01', '2026-10-16'),
    ('P2', 'CP', '业务经理', 'P1', true, '2026-10-16', null), ('P3', 'CP', '业务员', 'P2', false, '2026-01-01', '2026-10-21'),
    ('P4', 'GC', '业务员', 'P1', false, '2026-10-11', null);
  insert into record.fixed_pay (person_no, base_pay, allowance, valid_from, valid_to) values
    ('P1', 12000, 3000, '2020-01-01', null), ('P2', 6000, 1000.50, '2021-01-01', '2026-10-16'),
    ('P2', 8000, 1500.50, '2026-10-16', null), ('P3', 4000, 0, '2026-01-01', null);
  insert into record.team (team_code, name, unit_code, formed_on, merged_into, merged_on, dissolved_on) values
    ('T1', '猛虎组', 'CP', '2026-01-01', null, null, null), ('T2', '飞鹰组', 'CP', '2026-01-01', 'T1', '2026-11-05', '2026-11-05');
  insert into record.team_membership (team_code, person_no, role, valid_from, valid_to) values
    ('T1', 'P2', '组长', '2026-01-01', null), ('T1', 'P3', '组员', '2026-01-01', null), ('T2', 'P4', '组员', '2026-10-11', null);
  insert into record.product (product_code, name, line, category) values
    ('A', '净化机', '主机', '主营产品'), ('B', '安装', '服务', '服务');
  insert into record.catalogue_filing (product_code, filed_on, expires_on, status) values
    ('A', '2026-01-01', '2026-10-10', '已备案'), ('B', '2026-01-01', null, '已撤销');
  insert into record.base_price (product_code, price, valid_from, valid_to) values
    ('A', 100, '2026-01-01', '2026-10-10'), ('A', 120.5, '2026-10-10', null);
  insert into record.customer (customer_code, name) values ('K1', '甲公司'), ('K2', '乙公司');
  insert into record.contract
    (contract_no, kind, customer_code, unit_code, salesperson_no, signed_on, turnover, retention, trial_contract_no,
      status, ended_on) values
    ('S1', '试用协议', 'K1', 'CP', 'P3', '2026-09-01', 0, 0, null, '已完成', '2026-10-09'),
    ('C1', '直营购销合同', 'K1', 'CP', 'P3', '2026-10-09', 1000, 50, 'S1', '已完成', '2026-11-20'),
    ('C2', '直营购销合同', 'K2', 'CP', 'P2', '2026-10-10', 2410, 0, null, '履行中', null),
    ('C3', '合同能源管理合同', 'K2', 'GC', 'P4', '2026-11-02', 900, 0, null, '履行中', null);
  insert into record.contract_line (contract_no, line_no, product_code, quantity, unit_price, amount) values
    ('C1', 1, 'A', 8, 110, 880), ('C1', 2, 'B', 1, 120, 120), ('C2', 1, 'A', 20, 120.5, 2410), ('C3', 1, 'B', 1, 900, 900);
  insert into record.concession (contract_no, line_no, item_no, content) values
    ('C1', 1, 1, '质保延长一年'), ('C1', 1, 2, '免费培训'), ('C3', 1, 1, '免费巡检');
  insert into record.credit_share (contract_no, person_no, share) values ('C1', 'P2', 0.3), ('C1', 'P3', 0.7);
  insert into record.payment_plan (contract_no, instalment_no, due_on, amount, kind) values
    ('C1', 1, '2026-10-09', 300, '订金'), ('C1', 2, '2026-12-01', 700, '验收款'), ('C3', 1, '2026-12-31', 900, null);
  insert into record.recognition (contract_no, instalment_no, from_on, to_on, recognised_on, amount) values
    ('C3', 1, '2026-11-02', '2026-12-01', '2026-12-05', 450), ('C3', 2, '2026-12-02', '2026-12-31', null, 450);
  insert into record.contract_paper (contract_no, name, due_on, complete, submitted_on) values
    ('C1', '合同原件', '2026-10-15', true, '2026-10-12'), ('C1', '验收单', '2026-10-31', true, '2026-11-02'),
    ('C2', '合同原件', '2026-10-20', false, null), ('C2', '报价单', '2026-10-20', true, null),
    ('C3', '合同原件', '2026-11-10', false, null);
  insert into record.acceptance (contract_no, acceptance_no, accepted_on, kind) values
    ('C1', 'Y1', '2026-10-25', '货品'), ('C1', 'Y2', '2026-10-28', '工程'), ('C1', 'Y3', '2026-10-25', '工程'),
    ('C2', 'Y1', '2026-11-03', '货品');
  insert into record.receipt (contract_no, receipt_no, received_on, amount, kind) values
    ('C1', 'R1', '2026-10-09', 300, '订金'), ('C1', 'R2', '2026-10-30', 200, '验收款'), ('C1', 'R3', '2026-11-06', 100, '其他'),
    ('C2', 'R1', '2026-10-10', 410, '订金'), ('C2', 'R2', '2026-10-01', 90, '进度款'), ('C3', 'R1', '2026-10-31', 10, '其他');
  insert into record.refund (contract_no, refund_no, refunded_on, amount, receipt_no) values
    ('C1', 'F1', '2026-10-31', 20, 'R2'), ('C1', 'F2', '2026-11-01', 5, null);
  insert into record.goods_return (contract_no, return_no, line_no, returned_on, quantity, amount) values
    ('C1', 'G1', 1, '2026-10-31', 1, 110), ('C1', 'G2', null, '2026-11-01', 1, 10);
  insert into record.complaint
    (complaint_no, customer_code, contract_no, person_no, complained_on, justified, judged_on, content) values
    ('D1', 'K1', 'C1', 'P3', '2026-10-12', true, '2026-10-15', '送货迟'), ('D2', 'K2', null, null, '2026-10-30', true, '2026-11-02', '噪声'),
    ('D3', 'K2', null, null, '2026-11-04', null, null, '漏水');
  insert into record.monthly_score (person_no, indicator, period, score, origin) values
    ('P2', '客户投诉率', '2026-10', 9.5, '录入'), ('P2', '客户投诉率', '2026-11', 8, '计算');
  insert into record.exceptional_score (person_no, period, points, reason, proposed_by, approved_by) values
    ('P3', '2026-10', 2.5, '挽回大客户', 'P2', 'P1'), ('P4', '2026-10', 2, '带新人', 'P1', null);
  insert into record.cooperation_rating (person_no, unit_code, period, score) values ('P1', 'XZ', '2026-10', 8);
  insert into record.work_record (person_no, period, kind, due_count, submitted_count) values
    ('P2', '2026-10', '日报', 18, 17), ('P2', '2026-10', '周报', 4, 4);
`

/** A fresh database holding that company. */
export async function smallCompany(engine: Engine): Promise<Database> {
  const db = await freshDatabase(engine)
  await migrate(db)
  await db.exec(rows)
  return db
}
