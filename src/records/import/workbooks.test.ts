import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import ExcelJS from 'exceljs'
import iconv from 'iconv-lite'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Database } from '../database.ts'
import { Refusal } from '../refusal.ts'
import { readSheet } from '../sheet/read.ts'
import { rawWorkbook } from '../sheet/testing.ts'
import { writeXlsx } from '../sheet/write-xlsx.ts'
import { freshDatabase } from '../testing/server.ts'
import { vocabulary } from '../vocabulary.ts'
import { importFile } from './import-file.ts'
import { importFolder } from './import-folder.ts'
import { writeRejections } from './rejections.ts'
import { choicesOf, ruleText } from './rule-text.ts'
import { readTargets } from './target.ts'
import { writeTemplate } from './template.ts'
import { codes, counts, csv, importLines, options, smallCompany, text } from './testing.ts'

let db: Database
let folder = ''
beforeAll(async () => {
  db = await freshDatabase('pglite')
  await smallCompany(db)
})
afterAll(() => db.close())
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hengji-'))
})
afterEach(async () => {
  await rm(folder, { recursive: true })
  await db.exec('truncate record.receipt, record.refund, record.contract_line cascade')
})

const refused = (work: Promise<unknown>) =>
  work.then(
    () => 'imported',
    (error: unknown) => (error instanceof Refusal ? error.message : String(error)),
  )

const amounts = () =>
  db.query('select contract_no, receipt_no, received_on, amount, kind from record.receipt order by 1, 2')

test('a workbook as a finance department really keeps it', async () => {
  const book = new ExcelJS.Workbook()
  book.addWorksheet('封面').addRow(['回款登记'])
  const sheet = book.addWorksheet('回款明细')
  sheet.mergeCells('B2:H2')
  sheet.getCell('B2').value = '2026 年 3 月回款登记表（单位：万元）'
  sheet.getRow(4).values = ['', '序号', '合同\n编号', '回款单号*', '到账', '', '款项类别', '备注']
  sheet.getRow(5).values = ['', '', '', '', '日期', '金额', '', '']
  for (const range of ['B4:B5', 'C4:C5', 'D4:D5', 'E4:F4', 'G4:G5', 'H4:H5']) sheet.mergeCells(range)
  sheet.getRow(6).values = ['', 1, 'HT-001', 'R1', new Date(Date.UTC(2026, 2, 1)), 0.07, '订金', '']
  sheet.getRow(7).values = ['', 2, '', 'R2', '2026年3月2日', '1,200元', '进度款', '现金']
  sheet.mergeCells('C6:C7')
  sheet.getRow(8).values = [
    '',
    3,
    'HT-002',
    3,
    46084,
    { formula: '1.1*3', result: 3.3000000000000003 },
    '其他',
    '',
  ]
  sheet.getCell('D8').numFmt = '0000'
  sheet.getRow(10).values = ['', '合计', '', '', '', 4.57, '', '']
  sheet.getRow(12).values = ['', '制表：李娜']
  const hidden = book.addWorksheet('参数')
  hidden.state = 'hidden'
  hidden.addRow(['x'])
  book.addWorksheet('Sheet3')
  const bytes = Buffer.from(await book.xlsx.writeBuffer())
  const result = await importFile(db, { name: '3月回款.xlsx', bytes }, { ...options, ignore: ['备注'] })
  expect(codes(result)).toEqual([])
  expect(await amounts()).toEqual([
    { contract_no: 'HT-001', receipt_no: 'R1', received_on: '2026-03-01', amount: '700', kind: '订金' },
    { contract_no: 'HT-001', receipt_no: 'R2', received_on: '2026-03-02', amount: '1200', kind: '进度款' },
    { contract_no: 'HT-002', receipt_no: '0003', received_on: '2026-03-03', amount: '33000', kind: '其他' },
  ])
  expect(result.sheets[0]).toMatchObject({
    sheet: '回款明细',
    object: '回款',
    headerRow: 5,
    skipped: { blank: 2, total: 1, note: 1 },
    ignored: [
      { heading: '序号', why: '表内序号' },
      { heading: '备注', why: '按要求不导入' },
    ],
    sums: [{ heading: '到账/金额', read: '34900', accepted: '34900' }],
  })
  expect(result.skippedSheets).toEqual([
    { name: '封面', why: '说明性的工作表' },
    { name: '参数', why: '隐藏的工作表' },
    { name: 'Sheet3', why: '空表' },
  ])
})

test('sheets of one workbook are taken in the order of what refers to what', async () => {
  const path = join(folder, '合同台账.xlsx')
  const sheet = (name: string, headings: string[], ...rows: string[][]) => ({
    name,
    columns: headings.map((heading) => ({ heading })),
    rows: rows.map((row) => row.map(text)),
  })
  await writeXlsx(path, [
    sheet('付款计划', ['合同编号', '期次', '应付日期', '应付金额'], ['HT-900', '1', '2026-05-01', '300']),
    sheet(
      '合同明细',
      ['合同编号', '行号', '产品编码', '数量', '单价', '金额'],
      ['HT-900', '1', 'P1', '3', '100', '300'],
    ),
    sheet(
      '合同',
      ['合同编号', '类型', '客户', '部门', '业务员', '签订日', '营业额'],
      ['HT-900', '直营购销合同', '丙公司', 'U2', 'E001', '2026-03-01', '300'],
    ),
    sheet('客户', ['客户编码', '名称'], ['C900', '丙公司']),
  ])
  const result = await importFile(db, path, options)
  expect(codes(result)).toEqual([])
  expect(result.sheets.map(({ sheet: name, added }) => `${name} ${added}`)).toEqual([
    '付款计划 1',
    '合同明细 1',
    '合同 1',
    '客户 1',
  ])
})

test('a folder of files, in any order, GBK among them; Excel lock files are left alone', async () => {
  const files: [string, string][] = [
    ['1回款.csv', '合同编号,回款单号,收款日期,回款金额,款项类别\nHT-800,R1,2026-03-01,10,订金'],
    [
      '2合同.csv',
      '合同编号,类型,客户,部门,业务员,签订日,营业额\nHT-800,直营购销合同,C800,U2,赵六,2026-03-01,100',
    ],
    ['3客户.csv', '客户编码,客户名称\nC800,镕石公司'],
    ['4员工.csv', '工号,姓名,入职日\nE800,赵六,2026-01-01'],
  ]
  for (const [name, content] of files) await writeFile(join(folder, name), iconv.encode(content, 'gbk'))
  await writeFile(join(folder, '~$合同.xlsx'), 'lock')
  await mkdir(join(folder, '旧'))
  const results = await importFolder(db, folder, options)
  expect(results.map(({ file, sheets }) => `${file} ${sheets[0]?.added}`)).toEqual([
    '1回款.csv 1',
    '2合同.csv 1',
    '3客户.csv 1',
    '4员工.csv 1',
  ])
  const again = await importFolder(db, folder, options)
  expect(again.map(({ sheets }) => sheets[0]?.unchanged)).toEqual([1, 1, 1, 1])
  expect(await refused(importFolder(db, join(folder, '旧'), options))).toContain('没有可以导入的')
})

const receiptHead = '合同编号,回款单号,收款日期,回款金额,款项类别'

test('rejected rows come back as a workbook that can be corrected and imported (class 22)', async () => {
  const source = csv(
    '回款',
    '单位：万元',
    receiptHead,
    '="00123",R1,2026-03-01,0.5,订金',
    'HT-001,R2,2026-03-01,0.1,订金',
    '=cmd|x,R3,2026-02-30,1,订金',
    'HT-001,R4,2026-03-01,0.25,押金',
  )
  const result = await importFile(db, source, options)
  expect(counts(result)).toMatchObject({ read: 4, accepted: 1, rejected: 3 })
  const path = join(folder, '退回.xlsx')
  expect(await writeRejections(result, path)).toBe(3)
  const { sheets } = await readSheet(path)
  expect(sheets[0]?.headings).toEqual([
    '合同编号',
    '回款单号',
    '收款日期',
    '回款金额（万元）',
    '款项类别',
    '退回原因',
    '原行号',
  ])
  expect(sheets[0]?.rows.map(({ values }) => [values[0]?.kind, values[0]?.text, values[6]?.text])).toEqual([
    ['text', '00123', '3'],
    ['text', '=cmd|x', '5'],
    ['text', 'HT-001', '6'],
  ])
  const book = new ExcelJS.Workbook()
  await book.xlsx.readFile(path)
  const sheet = book.worksheets[0]
  expect(sheet?.getCell('A3').type).toBe(ExcelJS.ValueType.String)
  expect(sheet?.getCell('F2').text).toBe('合同编号：“00123”在“合同”里找不到')
  if (sheet !== undefined) {
    sheet.getCell('A2').value = 'HT-001'
    sheet.getCell('A3').value = 'HT-002'
    sheet.getCell('C3').value = '2026-02-28'
    sheet.getCell('E4').value = '订金'
  }
  await book.xlsx.writeFile(path)
  const corrected = await importFile(db, path, options)
  expect(codes(corrected)).toEqual([])
  expect(await amounts()).toEqual([
    { contract_no: 'HT-001', receipt_no: 'R1', received_on: '2026-03-01', amount: '5000', kind: '订金' },
    { contract_no: 'HT-001', receipt_no: 'R2', received_on: '2026-03-01', amount: '1000', kind: '订金' },
    { contract_no: 'HT-001', receipt_no: 'R4', received_on: '2026-03-01', amount: '2500', kind: '订金' },
    { contract_no: 'HT-002', receipt_no: 'R3', received_on: '2026-02-28', amount: '10000', kind: '订金' },
  ])
  expect(await writeRejections(corrected, join(folder, 'none.xlsx'))).toBe(0)
})

test('rejected rows of a heading in two rows can be imported again', async () => {
  const short = csv('合同明细', '合同,,产品,价格,', '编号,行号,编码,单价,金额（万元）', 'HT-001,1,P9,5,0.1')
  const lines = csv(
    '合同明细',
    '合同,,产品,,价格,',
    '编号,行号,编码,数量,单价,金额（万元）',
    'HT-001,1,P9,5,200,0.1',
  )
  expect(await refused(importFile(db, short, options))).toContain('缺少必填的列“数量”')
  const result = await importFile(db, lines, options)
  const path = join(folder, '退回.xlsx')
  await writeRejections(result, path)
  const again = await importFile(db, path, options)
  expect(codes(again)).toEqual(['2: reference_missing'])
})

test('headings that are not understood are refused by name, place and near words, all at once', async () => {
  const text = await refused(
    importLines(
      db,
      '回款',
      '合同编号,回款单号,收款日期,回款金客,金额（%）,毛利',
      'HT-001,R1,2026-03-01,1,1,1',
    ),
  )
  expect(text).toContain('D1 的“回款金客”不认识')
  expect(text).toContain('E1 的“金额（%）”的单位与“金额”不符')
  expect(text).toContain('F1 的“毛利”不认识')
  expect(text).toContain('缺少必填的列“款项类别”（也可写作款项性质、款项类型、收款类别）')
  const near = await refused(importLines(db, '合同', '合同编号,类型,签定日', 'HT-001,试用协议,2026-03-01'))
  expect(near).toContain('C1 的“签定日”不认识，是不是“签订日”')
  expect(await amounts()).toEqual([])
})

test('two columns for one field are refused; a person may choose', async () => {
  const head = '合同编号,回款单号,收款日期,回款金额,到账金额,款项类别,毛利'
  const file = csv('回款', head, 'HT-001,R1,2026-03-01,1,2,订金,9')
  expect(await refused(importFile(db, file, options))).toContain(
    'D1 的“回款金额”、E1 的“到账金额”都是“金额”，请只留一列',
  )
  const chosen = await importFile(db, file, {
    ...options,
    ignore: ['回款 金额'],
    columns: { 毛利: '' },
  }).catch((error: Error) => error.message)
  expect(chosen).toContain('“毛利”不认识')
  await importFile(db, file, { ...options, ignore: ['回款金额', '毛利（元）'] })
  expect(await amounts()).toMatchObject([{ amount: '2' }])
  await importFile(db, file, { ...options, ignore: ['到账金额', '回款金额'], columns: { 毛利: '金额' } })
  expect(await amounts()).toMatchObject([{ amount: '9' }])
})

test('what a sheet holds comes from its name, the file, its headings, or the caller', async () => {
  const head = '合同编号,回款单号,收款日期,回款金额,款项类别'
  const row = 'HT-001,R1,2026-03-01,1,订金'
  expect((await importFile(db, csv('数据', head, row), options)).sheets[0]?.object).toBe('回款')
  expect(await refused(importFile(db, csv('数据', '甲,乙', '1,2'), options))).toContain('看不出是什么表')
  expect(
    (await importFile(db, csv('合同', head, row), { ...options, object: '回款' })).sheets[0]?.objectId,
  ).toBe('receipt')
  expect(await refused(importFile(db, csv('a', head, row), { ...options, object: '工资条' }))).toContain(
    '没有“工资条”这种记录',
  )
  const unclear = csv('a', '工号,期间,分数,指标', 'E001,2026-10,9,资料')
  expect((await importFile(db, unclear, options)).sheets[0]?.object).toBe('月度评分')
})

test('values under a column without a heading are pointed out', async () => {
  const result = await importLines(
    db,
    '回款',
    `${receiptHead},`,
    'HT-001,R1,2026-03-01,1,订金,补登',
    'HT-001,R2,2026-03-01,1,订金,又补',
  )
  expect(result.sheets[0]?.warnings).toEqual(['第 2 行第 6 列有内容“补登”，但这一列没有表头，没有导入'])
})

test('a formula without a result refuses the file before a row is written', async () => {
  const cells = ['合同编号', '回款单号', '收款日期', '回款金额', '款项类别'].map(
    (word) => `<c t="str"><v>${word}</v></c>`,
  )
  const good =
    '<row r="2"><c t="str"><v>HT-001</v></c><c t="str"><v>R1</v></c><c t="str"><v>2026-03-01</v></c><c><v>1</v></c><c t="str"><v>订金</v></c></row>'
  const late = `<row r="99"><c r="D99"><f>SUM(D2:D98)</f></c></row>`
  const source = await rawWorkbook({
    sheets: [{ name: '回款', rows: `<row r="1">${cells.join('')}</row>${good}${late}` }],
  })
  expect(await refused(importFile(db, source, options))).toContain('D99 是公式')
  expect(await amounts()).toEqual([])
})

test('every template is understood as it is, and its example is left out', async () => {
  for (const object of vocabulary.objects) {
    const path = join(folder, `${object.id}.xlsx`)
    await writeTemplate(db, object, path)
    const result = await importFile(db, path, options)
    expect([result.sheets[0]?.objectId, result.sheets[0]?.skipped.example, result.sheets[0]?.read]).toEqual([
      object.id,
      1,
      0,
    ])
    expect(result.sheets[0]?.ignored).toEqual([])
  }
  const book = new ExcelJS.Workbook()
  await book.xlsx.readFile(join(folder, 'receipt.xlsx'))
  const [sheet, notes] = book.worksheets
  const { sheets } = await readSheet(join(folder, 'receipt.xlsx'))
  expect(sheets[0]?.headings).toEqual(['合同*', '回款单号*', '收款日*', '金额（元）*', '款项类别*'])
  expect(sheet?.getColumn(1).numFmt).toBe('@')
  expect(sheet?.getCell('E5').dataValidation?.formulae).toEqual(['"订金,进度款,验收款,质保金,其他"'])
  expect(notes?.name).toBe('填写说明')
})

test('a filled-in template is imported', async () => {
  const path = join(folder, '回款.xlsx')
  const receipt = vocabulary.objects.find(({ id }) => id === 'receipt')
  if (receipt === undefined) throw new Error('no receipt')
  await writeTemplate(db, receipt, path)
  const book = new ExcelJS.Workbook()
  await book.xlsx.readFile(path)
  book.worksheets[0]?.addRow(['HT-001', '00123', new Date(Date.UTC(2026, 2, 5)), 12000.5, '订金'])
  await book.xlsx.writeFile(path)
  await importFile(db, path, options)
  expect(await amounts()).toEqual([
    {
      contract_no: 'HT-001',
      receipt_no: '00123',
      received_on: '2026-03-05',
      amount: '12000.5',
      kind: '订金',
    },
  ])
})

test('every rule of the tables has words of its own', async () => {
  const targets = await readTargets(db)
  for (const object of vocabulary.objects) {
    const table = targets.get(object.id)
    if (table === undefined) throw new Error(object.id)
    for (const check of table.checks) {
      // What may not be written is quoted as it would be.
      const words = ruleText(check, object, table).replace(/“[^”]*”/g, '')
      expect(words).not.toMatch(/[a-z]/)
    }
  }
})

test('a field has the choices that the rule of its table allows, and no others', async () => {
  const targets = await readTargets(db)
  for (const { id, fields } of vocabulary.objects) {
    for (const { columns, choices } of fields) {
      const allowed = targets
        .get(id)
        ?.checks.filter((check) => check.columns.length === 1 && check.columns[0] === columns[0])
        .flatMap(({ expression }) => choicesOf(expression) ?? [])
      expect((choices ?? []).map(({ value }) => value).toSorted(), `${id} ${columns}`).toEqual(
        (allowed ?? []).toSorted(),
      )
    }
  }
})

test('every object of the vocabulary has its table, and every imported field its column', async () => {
  const targets = await readTargets(db)
  for (const object of vocabulary.objects) {
    const table = targets.get(object.id)
    expect(new Set(table?.key)).toEqual(
      new Set([...object.key, ...(object.period === undefined ? [] : [object.period])]),
    )
    for (const field of object.fields) {
      if (field.derived !== true) expect([...(table?.columns.keys() ?? [])]).toContain(field.columns[0])
    }
  }
})

test('the rejected rows are read again from the file that was imported', async () => {
  const path = join(folder, '回款.csv')
  await writeFile(path, `${receiptHead}\nHT-009,R1,2026-03-01,1,订金\n`)
  const result = await importFile(db, path, options)
  await writeFile(path, `${receiptHead}\nHT-001,别的,2026-03-01,1,订金\n`)
  expect(await refused(writeRejections(result, join(folder, 'x.xlsx')))).toContain('导入之后')
  expect(await readFile(path, 'utf8')).toContain('别的')
})
