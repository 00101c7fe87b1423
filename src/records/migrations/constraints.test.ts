import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../database.ts'
import { longestOf } from '../entry/lengths.ts'
import { ruleOf } from '../rules.ts'
import { smallCompany } from '../testing/company.ts'
import { engines } from '../testing/server.ts'
import { vocabulary } from '../vocabulary.ts'

/** One row each named constraint must refuse; the rest of the row is fine. */
const refused: Readonly<Record<string, string>> = {
  unit_code_tidy: `insert into record.unit (unit_code, name, kind) values (' CP', 'x', '职能')`,
  unit_kind_known: `insert into record.unit (unit_code, name, kind) values ('U', 'x', '分公司')`,
  unit_not_its_own_parent: `update record.unit set parent_code = 'CP' where unit_code = 'CP'`,
  unit_closed_after_opened: `update record.unit set opened_on = '2026-02-01', closed_on = '2026-02-01' where unit_code = 'CP'`,
  placement_not_in_itself: `insert into record.unit_placement values ('CP', 'CP', '2026-01-01')`,
  placement_ends_after_start: `insert into record.unit_placement values ('CP', 'XB', '2026-01-01', '2026-01-01')`,
  placement_one_at_a_time: `insert into record.unit_placement values ('GC', 'YX', '2026-12-01')`,
  person_no_tidy: `insert into record.person (person_no, name, hired_on) values ('', 'x', '2026-01-01')`,
  person_no_has_a_page: `insert into record.person (person_no, name, hired_on) values ('..', 'x', '2026-01-01')`,
  person_left_after_hired: `update record.person set left_on = '2019-12-31' where person_no = 'P1'`,
  assignment_not_own_superior: `update record.assignment set superior_no = 'P1' where person_no = 'P1'`,
  assignment_ends_after_start: `update record.assignment set valid_to = valid_from where person_no = 'P1'`,
  assignment_one_at_a_time: `insert into record.assignment values ('P3', 'GC', '业务员', null, false, '2026-10-20')`,
  assignment_one_head_of_unit: `update record.assignment set heads_unit = true where unit_code = 'CP'`,
  pay_base_in_range: `update record.fixed_pay set base_pay = -0.01`,
  pay_allowance_in_range: `update record.fixed_pay set allowance = 'NaN'`,
  pay_ends_after_start: `update record.fixed_pay set valid_to = '2019-01-01' where person_no = 'P1'`,
  pay_one_at_a_time: `insert into record.fixed_pay values ('P2', 1, 1, '2026-10-15', '2026-10-16')`,
  team_code_tidy: `update record.team set team_code = 'T1 ' where team_code = 'T1'`,
  team_dissolved_after_formed: `update record.team set dissolved_on = '2026-01-01'`,
  team_not_merged_into_itself: `update record.team set merged_into = 'T2' where team_code = 'T2'`,
  team_merger_complete: `update record.team set merged_on = null`,
  membership_role_known: `update record.team_membership set role = '副组长'`,
  membership_ends_after_start: `update record.team_membership set valid_to = valid_from`,
  membership_one_team_at_a_time: `insert into record.team_membership values ('T2', 'P3', '组员', '2026-10-01', '2026-10-02')`,
  membership_one_leader_of_team: `update record.team_membership set role = '组长' where team_code = 'T1'`,
  product_code_tidy: `insert into record.product (product_code, name, line, category) values ('A ', 'x', 'x', '服务')`,
  product_code_has_a_page: `insert into record.product (product_code, name, line, category) values ('.', 'x', 'x', '服务')`,
  product_category_known: `update record.product set category = '其他'`,
  filing_status_known: `update record.catalogue_filing set status = '待备案'`,
  filing_ends_after_start: `update record.catalogue_filing set expires_on = filed_on`,
  filing_one_at_a_time: `insert into record.catalogue_filing (product_code, filed_on) values ('A', '2026-10-09')`,
  price_in_range: `update record.base_price set price = -1`,
  price_ends_after_start: `update record.base_price set valid_to = '2025-01-01'`,
  price_one_at_a_time: `insert into record.base_price values ('A', 1, '2027-01-01')`,
  customer_code_tidy: `update record.customer set customer_code = ' K1' where customer_code = 'K1'`,
  customer_code_has_a_page: `update record.customer set customer_code = '..' where customer_code = 'K1'`,
  contract_no_tidy: `update record.contract set contract_no = 'C1 ' where contract_no = 'C1'`,
  contract_no_has_a_page: `update record.contract set contract_no = 'New' where contract_no = 'C2'`,
  contract_kind_known: `update record.contract set kind = '租赁合同'`,
  contract_turnover_in_range: `update record.contract set turnover = 'NaN'`,
  contract_retention_in_range: `update record.contract set retention = turnover + 0.01`,
  contract_retention_due_after_signing: `update record.contract set retention_due_on = '2026-01-01'`,
  contract_trial_is_another: `update record.contract set trial_contract_no = 'C1' where contract_no = 'C1'`,
  contract_trial_comes_first: `update record.contract set trial_contract_no = 'C1' where contract_no = 'S1'`,
  contract_trial_ends_after_signing: `update record.contract set trial_ends_on = '2026-01-01'`,
  contract_status_known: `update record.contract set status = '暂停'`,
  contract_ended_after_signing: `update record.contract set ended_on = '2026-01-01' where contract_no = 'C1'`,
  contract_running_has_no_end: `update record.contract set ended_on = '2026-12-01' where contract_no = 'C2'`,
  line_no_positive: `update record.contract_line set line_no = 0 where contract_no = 'C2'`,
  line_quantity_in_range: `update record.contract_line set quantity = 0`,
  line_price_in_range: `update record.contract_line set unit_price = -1`,
  line_total_is_price_times_quantity: `update record.contract_line set amount = 880.05 where contract_no = 'C1' and line_no = 1`,
  line_amount_in_range: `update record.contract_line set amount = -1`,
  concession_no_positive: `update record.concession set item_no = -item_no`,
  concession_says_something: `update record.concession set content = ' '`,
  share_in_range: `update record.credit_share set share = 1.0001 where person_no = 'P2'`,
  plan_no_positive: `update record.payment_plan set instalment_no = 0 where contract_no = 'C3'`,
  plan_amount_in_range: `update record.payment_plan set amount = -1`,
  plan_kind_known: `update record.payment_plan set kind = '尾款'`,
  recognition_no_positive: `update record.recognition set instalment_no = instalment_no - 1`,
  recognition_ends_after_start: `update record.recognition set to_on = '2026-01-01'`,
  recognition_amount_in_range: `update record.recognition set amount = -1`,
  recognition_periods_apart: `insert into record.recognition values ('C3', 3, '2026-12-31', '2027-01-31', null, 1)`,
  paper_name_given: `update record.contract_paper set name = '' where contract_no = 'C3'`,
  acceptance_no_given: `update record.acceptance set acceptance_no = '' where contract_no = 'C2'`,
  acceptance_kind_known: `update record.acceptance set kind = '服务'`,
  receipt_no_given: `update record.receipt set receipt_no = ' ' where contract_no = 'C3'`,
  receipt_amount_in_range: `update record.receipt set amount = -0.01`,
  receipt_amount_not_zero: `update record.receipt set amount = 0`,
  receipt_kind_known: `update record.receipt set kind = '尾款'`,
  refund_no_given: `update record.refund set refund_no = '' where refund_no = 'F1'`,
  refund_amount_not_zero: `update record.refund set amount = 0`,
  refund_amount_in_range: `update record.refund set amount = -1`,
  return_no_given: `update record.goods_return set return_no = '' where return_no = 'G1'`,
  return_quantity_in_range: `update record.goods_return set quantity = 0`,
  return_amount_in_range: `update record.goods_return set amount = -1`,
  complaint_no_tidy: `update record.complaint set complaint_no = '' where complaint_no = 'D1'`,
  complaint_judged_after_made: `update record.complaint set judged_on = '2026-01-01' where complaint_no = 'D1'`,
  complaint_judged_has_verdict: `update record.complaint set judged_on = '2026-12-01' where complaint_no = 'D3'`,
  score_period_is_month: `update record.monthly_score set period = '2026-13' where period = '2026-10'`,
  score_indicator_given: `update record.monthly_score set indicator = '' where period = '2026-10'`,
  score_in_range: `update record.monthly_score set score = 100.1`,
  score_origin_known: `update record.monthly_score set origin = '估计'`,
  raise_period_is_month: `update record.exceptional_score set period = '2026-1'`,
  raise_two_to_three: `update record.exceptional_score set points = 3.01`,
  raise_has_reason: `update record.exceptional_score set reason = ' '`,
  raise_by_two_people: `update record.exceptional_score set approved_by = proposed_by`,
  raise_not_for_oneself: `update record.exceptional_score set approved_by = 'P4' where person_no = 'P4'`,
  raise_approval_complete: `update record.exceptional_score set approved_at = now() where person_no = 'P4'`,
  rating_period_is_month: `update record.cooperation_rating set period = '2026'`,
  rating_in_range: `update record.cooperation_rating set score = 10.5`,
  work_period_is_month: `update record.work_record set period = '2026-00'`,
  work_kind_known: `update record.work_record set kind = '月报' where kind = '周报'`,
  work_due_not_negative: `update record.work_record set due_count = -1, submitted_count = -1`,
  work_submitted_within_due: `update record.work_record set submitted_count = due_count + 1`,
}

interface Violation extends Error {
  readonly code?: string
  readonly constraint?: string
}

/** PostgreSQL's answer when the statement is tried and taken back. */
async function attempt(db: Database, sql: string): Promise<Violation> {
  const undone = new Error('nothing refused it')
  try {
    await db.transaction(async (within) => {
      await within.exec(sql)
      await within.exec('set constraints all immediate')
      throw undone
    })
  } catch (error) {
    if (error !== undone && error instanceof Error) return error
  }
  throw undone
}

/** What rows say together, each refused by a trigger that goes by the rule's name. */
const refusedTogether: Readonly<Record<string, readonly string[]>> = {
  unit_not_below_itself: [
    `update record.unit set parent_code = 'CP' where unit_code = 'YX'`,
    // Only from November on: GC is under XB then.
    `update record.unit set parent_code = 'GC' where unit_code = 'XB'`,
    `insert into record.unit_placement values ('YX', 'GC', '2026-03-01', '2026-04-01')`,
  ],
  contract_trial_is_a_trial: [
    `update record.contract set trial_contract_no = 'C1' where contract_no = 'C2'`,
    `update record.contract set kind = '直营购销合同', trial_contract_no = 'C3' where contract_no = 'S1'`,
    // C1 came of it.
    `update record.contract set kind = '直营购销合同' where contract_no = 'S1'`,
  ],
  contract_trial_same_customer: [
    `update record.contract set trial_contract_no = 'S1' where contract_no = 'C2'`,
    `update record.contract set customer_code = 'K2' where contract_no = 'C1'`,
    `update record.contract set customer_code = 'K2' where contract_no = 'S1'`,
  ],
  refund_within_receipts: [
    `update record.refund set amount = 596 where refund_no = 'F1'`,
    `insert into record.refund (contract_no, refund_no, refunded_on, amount) values ('C3', 'F', '2026-11-01', 10.01)`,
    `update record.receipt set amount = 0.01 where contract_no = (select contract_no from record.refund where refund_no = 'F1')`,
    `delete from record.receipt where contract_no = (select contract_no from record.refund where refund_no = 'F1')`,
  ],
  return_within_line: [
    `update record.goods_return set quantity = 8.01 where return_no = 'G1'`,
    `insert into record.goods_return values ('C1', 'G3', 1, '2026-11-01', 7.5, 1)`,
    `update record.contract_line set quantity = 0.01, unit_price = 0, amount = 0 where (contract_no, line_no) =
       (select contract_no, line_no from record.goods_return where return_no = 'G1')`,
  ],
  return_within_turnover: [
    `update record.goods_return set amount = 890.01 where return_no = 'G2'`,
    `update record.contract set turnover = 0.01, retention = 0
       where contract_no = (select contract_no from record.goods_return where return_no = 'G2')`,
  ],
}

describe.each(engines)('constraints on %s', (engine) => {
  let db: Database
  beforeAll(async () => {
    db = await smallCompany(engine)
  })
  afterAll(() => db.close())

  test.each(Object.entries(refused))('%s', async (constraint, sql) => {
    expect((await attempt(db, sql)).constraint).toBe(constraint)
  })

  test.each(
    Object.entries(refusedTogether).flatMap(([rule, cases]) => cases.map((sql) => [rule, sql] as const)),
  )('%s: %s', async (rule, sql) => {
    expect((await attempt(db, sql)).constraint).toBe(rule)
  })

  test('what rows say together is refused in the words of its rule', async () => {
    const sources = await db.query<{ source: string }>(
      `select prosrc as source from pg_proc where pronamespace = 'record'::regnamespace`,
    )
    const said = sources.flatMap(({ source }) => [
      ...source.matchAll(/record\.refuse\('(\w+)', [^,]+, '([^']+)'\)/g),
    ])
    expect([...new Set(said.map(([, rule = '']) => rule))].sort()).toEqual(
      Object.keys(refusedTogether).sort(),
    )
    for (const [, rule = '', text] of said) expect(ruleOf(rule)?.[0]).toBe(text)
  })

  test('every check and exclusion constraint has its case and its words', async () => {
    const rows = await db.query<{ name: string }>(
      `select conname as name from pg_constraint
        where connamespace = 'record'::regnamespace and contype in ('c', 'x') and conname not like '%\\_length'
        order by conname collate "C"`,
    )
    expect(Object.keys(refused).sort()).toEqual(rows.map(({ name }) => name))
    expect(rows.filter(({ name }) => ruleOf(name) === undefined)).toEqual([])
  })

  test('every text that is entered is as short in the tables as in forms and imports, or one of a list (trust 8)', async () => {
    const checks = await db.query<{
      table: string
      name: string
      column: string
      definition: string
      valid: boolean
    }>(
      `select c.conrelid::regclass::text as table, c.conname as name, a.attname as column, c.convalidated as valid,
         pg_get_constraintdef(c.oid) as definition
       from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
       where c.connamespace = 'record'::regnamespace and c.contype = 'c' and cardinality(c.conkey) = 1`,
    )
    const texts = vocabulary.objects.flatMap((object) =>
      object.fields
        .filter(({ type, derived }) => type.kind === 'text' && derived !== true)
        .map((field) => ({ object, field })),
    )
    expect(texts.length).toBeGreaterThan(40)
    for (const { object, field } of texts) {
      const [column = ''] = field.columns
      const own = checks.filter((check) => check.table === `record.${object.id}` && check.column === column)
      const closed = own.some(({ definition }) => /= ANY \(ARRAY|\^\\d\{4\}/.test(definition))
      const length = own.find(({ name }) => name === `${object.id}_${column}_length`)
      if (closed && !length) continue
      expect(length, `${object.id}.${column}`).toMatchObject({ valid: true })
      expect(length?.definition.match(/char_length\(.*\) <= (\d+)/)?.[1], length?.name).toBe(
        String(longestOf(field)),
      )
      for (const words of ruleOf(length?.name ?? '') ?? [''])
        expect(words).toContain(String(longestOf(field)))
    }
    expect(checks.filter(({ name }) => name.endsWith('_length')).length).toBe(30)
  })

  test.each([
    ['customer', 'name', 200],
    ['contract', 'contract_no', 64],
    ['complaint', 'content', 2000],
  ])(
    'a text of %s.%s longer than %i is refused, one of just that length is not',
    async (table, column, longest) => {
      const write = (length: number) =>
        attempt(
          db,
          `update record.${table} set ${column} = repeat('长', ${length}) where ctid = (select min(ctid) from record.${table})`,
        )
      expect((await write(longest + 1)).constraint).toBe(`${table}_${column}_length`)
      await expect(write(longest)).rejects.toThrow('nothing refused it')
    },
  )

  test('every foreign key refuses a stranger', async () => {
    const keys = await db.query<{ name: string; table: string; column: string }>(
      `select c.conname as name, c.conrelid::regclass::text as table, a.attname as column
        from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[cardinality(c.conkey)]
        where c.connamespace = 'record'::regnamespace and c.contype = 'f'`,
    )
    expect(keys.length).toBeGreaterThan(30)
    for (const { table, column } of keys) {
      const stranger = column === 'line_no' ? '999' : `'nobody'`
      const row = `ctid = (select min(ctid) from ${table} where ${column} is not null)`
      const { code } = await attempt(db, `update ${table} set ${column} = ${stranger} where ${row}`)
      expect(`${table}.${column} ${code}`).toBe(`${table}.${column} 23503`)
    }
  })

  test('codes can be corrected: everything that refers to them follows', async () => {
    await db.transaction(async (within) => {
      await within.exec(`update record.contract set contract_no = 'C1-改' where contract_no = 'C1'`)
      await within.exec(`update record.person set person_no = 'P2-改' where person_no = 'P2'`)
    })
    const rows = await db.query(
      `select (select count(*)::int from record.refund where contract_no = 'C1-改') refunds,
        (select count(*)::int from record.goods_return where contract_no = 'C1-改') returns,
        (select count(*)::int from record.concession where contract_no = 'C1-改') concessions,
        (select count(*)::int from record.team_membership where person_no = 'P2-改') memberships`,
    )
    expect(rows).toEqual([{ refunds: 2, returns: 2, concessions: 2, memberships: 1 }])
  })

  test('half-open ranges let one row begin on the day another ends', async () => {
    const sql = `insert into record.base_price values ('B', 1, '2026-01-01', '2026-02-01'), ('B', 2, '2026-02-01', null)`
    await expect(attempt(db, sql)).rejects.toThrow('nothing refused it')
  })
})
