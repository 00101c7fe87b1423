import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../database.ts'
import { engines, freshDatabase } from '../testing/server.ts'
import { importFile } from './import-file.ts'
import { codes, counts, csv, importLines, options, smallCompany } from './testing.ts'

describe.each(engines)('importing on %s', (engine) => {
  let outside: Database
  let db: Database
  beforeAll(async () => {
    outside = await freshDatabase(engine)
    await smallCompany(outside)
  })
  afterAll(() => outside.close())

  /** Every test works inside a transaction that is undone. */
  class Undo extends Error {}
  const inTransaction = (work: () => Promise<void>) => async () => {
    const ended = outside.transaction(async (within) => {
      db = within
      await work()
      throw new Undo()
    })
    await ended.catch((error: unknown) => {
      if (!(error instanceof Undo)) throw error
    })
  }

  const receiptHead = '合同编号,回款单号,收款日期,回款金额,款项类别'

  test(
    'a number that could have no page is left out, with why',
    inTransaction(async () => {
      const row = '直营购销合同,C1,U2,E001,2026-01-05,1'
      const result = await importLines(
        db,
        '合同',
        '合同编号,类型,客户,部门,业务员,签订日,营业额',
        ...['new', '..', 'Price', 'newer'].map((number) => `${number},${row}`),
      )
      expect(codes(result)).toEqual(['2: rule', '3: rule', '4: rule'])
      expect(result.sheets[0]?.rejections[0]?.reasons).toEqual([
        expect.stringMatching(/^合同编号不能是“new”“price”“.”或“..”：.*打不开自己的页面/),
      ])
    }),
  )

  test(
    'new, changed and unchanged rows; the same file again changes nothing (M-4.4)',
    inTransaction(async () => {
      const file = csv(
        '回款流水',
        receiptHead,
        'HT-001,R1,2026-03-01,1000.50,订金',
        'HT-001,R2,2026-03-02,"2,000",进度款',
      )
      expect(counts(await importFile(db, file, options))).toEqual({
        read: 2,
        accepted: 2,
        rejected: 0,
        added: 2,
        changed: 0,
        unchanged: 0,
      })
      const marks = () =>
        db.query(
          'select receipt_no, xmin::text, import_id, source_row, entered_by from record.receipt order by 1',
        )
      const before = await marks()
      const again = await importFile(db, file, { actor: 'E002' })
      expect(counts(again)).toEqual({ read: 2, accepted: 2, rejected: 0, added: 0, changed: 0, unchanged: 2 })
      expect(await marks()).toEqual(before)
      const corrected = await importLines(
        db,
        '回款',
        receiptHead,
        'HT-001,R1,2026-03-01,1000.5,订金',
        'HT-001,R2,2026-03-02,2001,进度款',
      )
      expect(counts(corrected)).toEqual({
        read: 2,
        accepted: 2,
        rejected: 0,
        added: 0,
        changed: 1,
        unchanged: 1,
      })
      expect(await db.query('select receipt_no, amount, source_row from record.receipt order by 1')).toEqual([
        { receipt_no: 'R1', amount: '1000.5', source_row: 2 },
        { receipt_no: 'R2', amount: '2001', source_row: 3 },
      ])
    }),
  )

  test(
    'good rows are taken, bad ones come back with every reason; read = accepted + rejected',
    inTransaction(async () => {
      const result = await importLines(
        db,
        '回款',
        '2026 年回款登记,,,,',
        '单位：万元,,,,',
        receiptHead,
        'HT-001,R1,2026-03-01,0.1,订金',
        'HT-001,,2026-02-30,abc,订金',
        'HT-009,R3,2026-03-01,1,订金',
        'HT-001,R4,2026-03-01,1,押金',
        'HT-001,R5,2026-03-01,-1,订金',
        '',
        receiptHead,
        'HT-002,R6,2026-03-01,0.2,验收款',
        '小计,,,2.3,',
        '合　计：,,,2.3,',
        '制表人：李娜,,,,审核：王伟',
      )
      expect(codes(result)).toEqual([
        '5: date_impossible, not_a_number, missing',
        '6: reference_missing',
        '7: rule',
        '8: rule',
      ])
      expect(counts(result)).toEqual({
        read: 6,
        accepted: 2,
        rejected: 4,
        added: 2,
        changed: 0,
        unchanged: 0,
      })
      const [sheet] = result.sheets
      expect(sheet?.skipped).toEqual({ blank: 1, total: 2, heading: 1, note: 1, example: 0 })
      expect(sheet?.sums).toEqual([{ heading: '回款金额', unit: '元', read: '13000', accepted: '3000' }])
      expect(sheet?.rejections.map(({ reasons }) => reasons.join('；'))).toEqual([
        '收款日期：“2026-02-30”这一天不存在，或不在 1900 年至 2199 年之间；回款金额：“abc”不是数字；回款单号：没有填写',
        '合同编号：“HT-009”在“合同”里找不到',
        '款项类别：只能填写订金、进度款、验收款、质保金、其他',
        '回款金额：不能小于 0，不能超过一万亿',
      ])
      expect(await db.query('select receipt_no, amount from record.receipt order by 1')).toEqual([
        { receipt_no: 'R1', amount: '1000' },
        { receipt_no: 'R6', amount: '2000' },
      ])
    }),
  )

  test(
    'a total row that does not agree with the rows read is pointed out (class 41)',
    inTransaction(async () => {
      const rows = ['HT-001,R1,2026-03-01,1.10,订金', 'HT-001,R2,2026-03-01,2.20,订金']
      const file = (...totals: string[]) => importLines(db, '回款', receiptHead, ...rows, ...totals)
      expect(
        (await file('小计,,,3.3,', 'HT-001,R3,2026-03-01,1,订金', '小计,,,1.00,', '总计,,,4.3,')).sheets[0]
          ?.warnings,
      ).toEqual([])
      const result = await file('合计,,,33,')
      expect(result.sheets[0]?.warnings).toEqual([
        '第 4 行的合计“回款金额”是 33 元，而读到的各行之和是 3.3 元，请核对是否漏行',
      ])
    }),
  )

  test(
    'with all or nothing, one bad row leaves nothing behind',
    inTransaction(async () => {
      const file = csv('回款', receiptHead, 'HT-001,R1,2026-03-01,1,订金', 'HT-009,R2,2026-03-01,1,订金')
      const before = await db.query('select count(*)::int as n from import.file')
      const result = await importFile(db, file, { ...options, allOrNothing: true })
      expect(result.importId).toBeNull()
      expect(counts(result)).toMatchObject({ read: 2, accepted: 1, rejected: 1 })
      expect(await db.query('select 1 from record.receipt')).toEqual([])
      expect(await db.query('select count(*)::int as n from import.file')).toEqual(before)
    }),
  )

  test(
    'a key twice: exact copies count once, different rows are all returned',
    inTransaction(async () => {
      const result = await importLines(
        db,
        '回款',
        receiptHead,
        'HT-001,R1,2026-03-01,1,订金',
        'HT-001,R1,2026/3/1,1.00,订金',
        'HT-001,R2,2026-03-01,1,订金',
        'HT-001,R2,2026-03-01,2,订金',
      )
      expect(codes(result)).toEqual(['3: duplicate_same', '4: duplicate_different', '5: duplicate_different'])
      expect(result.sheets[0]?.rejections[1]?.reasons).toEqual([
        'HT-001 R2 在这张表里出现了多次（第 4、5 行），内容不一致，不能确定以哪一行为准',
      ])
    }),
  )

  test(
    'references by name when the name is unique; a name beside a code checks it',
    inTransaction(async () => {
      const head = '合同编号,合同类型,客户编码,客户名称,签约部门,业务员姓名,签订日期,合同金额(万元)'
      const rest = '直营购销合同'
      const result = await importLines(
        db,
        '合同台账',
        head,
        `HT-010,${rest},C1,甲公司,产品事业部,李娜,2026-03-01,1`,
        `HT-011,${rest},,乙公司,U2,E003,2026-03-01,1`,
        `HT-012,${rest},C1,乙公司,U2,李娜,2026-03-01,1`,
        `HT-013,${rest},C1,,U2,张三,2026-03-01,1`,
        `HT-014,${rest},C1,,U2,赵六,2026-03-01,1`,
        `HT-015,${rest},,,U2,李娜,2026-03-01,1`,
      )
      expect(codes(result)).toEqual([
        '4: reference_mismatch',
        '5: reference_ambiguous',
        '6: reference_missing',
        '7: missing',
      ])
      const found = await db.query(
        `select contract_no, customer_code, unit_code, salesperson_no, turnover, retention, status
       from record.contract where contract_no >= 'HT-010' order by 1`,
      )
      expect(found).toEqual([
        {
          contract_no: 'HT-010',
          customer_code: 'C1',
          unit_code: 'U2',
          salesperson_no: 'E002',
          turnover: '10000',
          retention: '0',
          status: '履行中',
        },
        {
          contract_no: 'HT-011',
          customer_code: 'C2',
          unit_code: 'U2',
          salesperson_no: 'E003',
          turnover: '10000',
          retention: '0',
          status: '履行中',
        },
      ])
    }),
  )

  test(
    'rows may refer to later rows of the same sheet, and fall with the row they refer to',
    inTransaction(async () => {
      const result = await importLines(
        db,
        '部门',
        '部门编码,名称,类别,上级部门',
        'U5,五部,事业部,U4',
        'U4,四部,事业部,营销中心',
        'U6,六部,事业部,U7',
        'U7,七部,分部,U1',
        'U8,八部,事业部,U6',
      )
      expect(codes(result)).toEqual(['4: reference_missing', '5: rule', '6: reference_missing'])
      expect(
        await db.query(`select unit_code, parent_code from record.unit where unit_code > 'U2' order by 1`),
      ).toEqual([
        { unit_code: 'U4', parent_code: 'U1' },
        { unit_code: 'U5', parent_code: 'U4' },
      ])
    }),
  )

  test(
    'a sheet may end an old row and begin the next (M-1.4, M-4.3); overlaps come back',
    inTransaction(async () => {
      const head = '产品编码,生效日期,失效日期,基准价'
      await importLines(db, '基准价格', head, 'P1,2026-01-01,,100', 'P2,2026-01-01,2026-07-01,50')
      const next = await importLines(
        db,
        '基准价格',
        head,
        'P1,2026-07-01,,110',
        'P1,2026-01-01,2026-07-01,100',
      )
      expect(counts(next)).toEqual({ read: 2, accepted: 2, rejected: 0, added: 1, changed: 1, unchanged: 0 })
      const clash = await importLines(
        db,
        '基准价格',
        head,
        'P2,2026-06-01,2026-08-01,60',
        'P2,2027-01-01,2027-06-01,60',
        'P2,2027-05-01,2027-08-01,60',
        'P1,2028-02-01,2028-01-01,1',
        'P2,2029-01-01,,70',
      )
      expect(codes(clash)).toEqual(['2: overlap', '3: overlap', '4: overlap', '5: rule'])
      expect(clash.sheets[0]?.rejections.map(({ reasons }) => reasons.join())).toEqual([
        '与已有的记录的时间重叠或内容冲突（P2 2026-01-01）',
        '与第 4 行的时间重叠或内容冲突（P2 2027-05-01）',
        '与第 3 行的时间重叠或内容冲突（P2 2027-01-01）',
        '失效日期应当晚于生效日期',
      ])
    }),
  )

  test(
    'columns a sheet does not have keep their values; an empty cell empties',
    inTransaction(async () => {
      const head = '合同编号,类型,客户,部门,业务员,签订日,营业额'
      await importLines(
        db,
        '合同',
        `${head},质保金,质保期满日`,
        'HT-001,直营购销合同,C1,U2,E001,2026-01-05,100000,5000,2027-01-05',
      )
      await importLines(db, '合同', head, 'HT-001,直营购销合同,C1,U2,E001,2026-01-05,120000')
      const now = () =>
        db.query(
          `select turnover, retention, retention_due_on from record.contract where contract_no = 'HT-001'`,
        )
      expect(await now()).toEqual([{ turnover: '120000', retention: '5000', retention_due_on: '2027-01-05' }])
      await importLines(
        db,
        '合同',
        `${head},质保金,质保期满日`,
        'HT-001,直营购销合同,C1,U2,E001,2026-01-05,120000,,',
      )
      expect(await now()).toEqual([{ turnover: '120000', retention: '0', retention_due_on: null }])
    }),
  )

  test(
    'what only the database finds is searched for, and costs only its own rows',
    inTransaction(async () => {
      await db.exec(`
      create function record.no_seven() returns trigger language plpgsql as
        $$ begin if new.receipt_no like '%7' then raise exception '七号单据已封存'; end if; return new; end $$;
      create trigger seven before insert on record.receipt for each row execute function record.no_seven();`)
      const lines = Array.from({ length: 40 }, (_, at) => `HT-001,R${at},2026-03-01,1,订金`)
      const result = await importLines(db, '回款', receiptHead, ...lines)
      expect(codes(result)).toEqual(['9: database', '19: database', '29: database', '39: database'])
      expect(result.sheets[0]?.rejections[0]?.reasons).toEqual(['数据库没有接受这一行：七号单据已封存'])
      expect(await db.query('select count(*)::int as n from record.receipt')).toEqual([{ n: 36 }])
    }),
  )

  test(
    'a deferred reference is checked with its row (M-4.5)',
    inTransaction(async () => {
      await importLines(db, '回款', receiptHead, 'HT-001,R1,2026-03-01,1,订金', 'HT-002,R9,2026-03-01,1,订金')
      const head = '合同编号,退款单号,退款日期,退款金额,回款单号'
      const result = await importLines(
        db,
        '退款',
        head,
        'HT-001,T1,2026-03-05,1,R1',
        'HT-002,T2,2026-03-05,1,R1',
        'HT-002,T3,2026-03-05,1,',
      )
      expect(codes(result)).toEqual(['3: reference_missing'])
      expect(result.sheets[0]?.rejections[0]?.reasons).toEqual([
        '合同编号、回款单号：“HT-002 R1”在“回款”里找不到',
      ])
    }),
  )

  test(
    'the import is on record: file, hash, who, when and the totals (X-6)',
    inTransaction(async () => {
      const result = await importLines(
        db,
        '回款',
        receiptHead,
        'HT-001,R1,2026-03-01,1.5,订金',
        'HT-009,R2,2026-03-01,1,订金',
      )
      const [file] = await db.query('select name, sha256, imported_by from import.file where id = $1', [
        result.importId,
      ])
      expect(file).toEqual({ name: '回款.csv', sha256: result.sha256, imported_by: 'E001' })
      const sheets = await db.query(
        'select sheet, object, read_rows, accepted_rows, rejected_rows, added_rows, sums from import.sheet where file_id = $1',
        [result.importId],
      )
      expect(sheets).toEqual([
        {
          sheet: '回款',
          object: 'receipt',
          read_rows: 2,
          accepted_rows: 1,
          rejected_rows: 1,
          added_rows: 1,
          sums: [{ heading: '回款金额', unit: '元', read: '2.5', accepted: '1.5' }],
        },
      ])
      const rows = await db.query('select import_id, source_row, entered_by from record.receipt')
      expect(rows).toEqual([{ import_id: result.importId, source_row: 2, entered_by: 'E001' }])
    }),
  )

  test(
    'names like __proto__ and texts like SQL are only texts (classes 21, 29)',
    inTransaction(async () => {
      const evil = [
        `'; drop table record.person; --`,
        '__proto__',
        'constructor',
        '{{7*7}}',
        '$1',
        '\\N',
        '{a,b}',
        '"',
      ]
      const lines = evil.map((value, at) => `X${at},"${value.replaceAll('"', '""')}"`)
      await importLines(db, '客户', '客户编码,客户名称', ...lines)
      const found = await db.query<{ name: string }>(
        `select name from record.customer where customer_code like 'X%' order by customer_code`,
      )
      expect(found.map(({ name }) => name)).toEqual(evil)
    }),
  )

  test(
    'more rows than fit one batch',
    inTransaction(async () => {
      const lines = Array.from(
        { length: 12_345 },
        (_, at) => `HT-00${1 + (at % 2)},R${at},2026-03-01,0.01,订金`,
      )
      const seen: number[] = []
      const result = await importFile(db, csv('回款', receiptHead, ...lines), {
        ...options,
        onProgress: ({ rows }) => seen.push(rows),
      })
      expect(counts(result)).toMatchObject({ read: 12_345, added: 12_345 })
      expect(result.sheets[0]?.sums[0]).toMatchObject({ read: '123.45', accepted: '123.45' })
      expect(seen.at(-1)).toBe(12_345)
    }),
  )
})
