import { expect, test } from 'vitest'
import type { Cell, Row } from '../../sheet/cell.ts'
import { emptyCell } from '../../sheet/cell.ts'
import { vocabulary } from '../../vocabulary.ts'
import { findHeader, meaningOf } from './header.ts'
import { placesOf, readHeading, sheetUnit } from './heading.ts'
import { objectByName } from './identify.ts'
import { headingNames } from './names.ts'
import { nearWords } from './near.ts'

const object = (label: string) => {
  const found = vocabulary.objects.find((candidate) => candidate.label === label)
  if (found === undefined) throw new Error(label)
  return found
}

test.each([
  ['合同金额（万元）', '合同金额', '万元'],
  ['合同金额\n(万元)*', '合同金额', '万元'],
  [' ＊ 签订\u3000日期 ：', '签订日期', undefined],
  ['提成比例[%]', '提成比例', '%'],
  ['提成比例％', '提成比例%', undefined],
  ['金额/万元', '金额', '万元'],
  ['金额-单位：元', '金额', '元'],
  ['金额（含税）（元）', '金额含税', '元'],
  ['工号（必填）', '工号', undefined],
  ['入职日期(YYYY-MM-DD)', '入职日期', undefined],
  ['单价（元/台）', '单价', '元/台'],
  ['数量（台）', '数量', '台'],
  ['是/否', '是/否', undefined],
  ['金额（万元', '金额(万元', undefined],
])('the heading %j is %s in %s', (text, name, unit) => {
  expect(readHeading(text)).toEqual(unit === undefined ? { name } : { name, unit })
})

test('a unit moves the point only of fields it goes with', () => {
  expect(placesOf('万元', '元')).toBe(4)
  expect(placesOf('万', '元')).toBe(4)
  expect(placesOf('亿元', '元')).toBe(8)
  expect(placesOf('万元/台', '元/个')).toBe(4)
  expect(placesOf('%', '比率')).toBe(-2)
  expect(placesOf(undefined, '元')).toBe(0)
  expect(placesOf('台', '个')).toBe(0)
  expect(placesOf('%', '元')).toBeUndefined()
  expect(placesOf('万元', '分')).toBeUndefined()
  expect(placesOf('万', '个')).toBeUndefined()
  expect(sheetUnit('编制部门：财务部   单位： 人民币万元')).toBe('万元')
})

test.each([
  ['合同', '签约日期', 'signed_on'],
  ['合同', '签订时间', 'signed_on'],
  ['合同', '客户名称', 'customer'],
  ['合同', '业务员姓名', 'salesperson'],
  ['员工', 'Hired On', 'hired_on'],
  ['员工', '员工工号', 'number'],
  ['产品', '产品名称', 'name'],
  ['任职', '是否负责人', 'heads_unit'],
  ['月度评分', '姓名', 'person'],
  ['任职', '姓名', 'person'],
  ['任职', '上级姓名', 'superior'],
])('in a sheet of %s, %s is %s', (label, heading, field) => {
  const meaning =
    headingNames(object(label), vocabulary).get(heading.toLowerCase().replaceAll(' ', '')) ??
    headingNames(object(label), vocabulary).get(heading.toLowerCase())
  expect(meaning).toMatchObject({ field: { id: field } })
})

test('what the system works out, and what belongs to another sheet, is known and left alone', () => {
  const names = headingNames(object('回款'), vocabulary)
  expect(names.get('计入日')).toMatchObject({ kind: 'derived' })
  expect(names.get('客户名称')).toMatchObject({ kind: 'elsewhere', object: { id: 'contract' } })
  expect(names.get('签订日期')).toMatchObject({ kind: 'elsewhere' })
  expect(names.get('序号')).toMatchObject({ kind: 'aside' })
  expect(names.get('状态')).toBeUndefined()
})

test.each([
  ['合同台账', 'contract'],
  ['2026年合同明细（1-6月）', 'contract_line'],
  ['合同收款计划', 'payment_plan'],
  ['人员花名册', 'person'],
  ['回款流水', 'receipt'],
  ['客户投诉登记表', 'complaint'],
  ['员工任职', undefined],
  ['Sheet1', undefined],
])('a sheet called %s holds %s', (name, id) => {
  expect(objectByName(name, vocabulary)?.id).toBe(id)
})

const cell = (text: string): Cell => (text === '' ? emptyCell : { kind: 'text', text })
const grid = (...rows: string[][]): Row[] =>
  rows
    .map((texts, at) => ({ row: at + 1, cells: texts.map(cell) }))
    .filter(({ cells }) => cells.some(({ kind }) => kind !== 'empty'))

function found(label: string, rows: Row[]) {
  const names = headingNames(object(label), vocabulary)
  const header = findHeader(rows, names)
  const fields = header?.columns.map((column) => {
    const meaning = meaningOf(column, names)
    return meaning !== undefined && 'field' in meaning ? meaning.field.id : meaning?.kind
  })
  return {
    first: header?.first,
    last: header?.last,
    unit: header?.unit,
    fields,
    headings: header?.columns.map(({ heading }) => heading),
  }
}

test('headings below title rows, notes, blank rows and blank columns', () => {
  const rows = grid(
    ['2026 年 10 月回款登记表'],
    ['编制部门：财务部', '', '', '单位：万元'],
    [],
    ['', '序号', '合同编号', '', '回款单号', '收款日期', '回款金额', '款项类别'],
    ['', '1', 'HT-1', '', 'R-1', '2026-10-01', '12', '订金'],
  )
  expect(found('回款', rows)).toEqual({
    first: 4,
    last: 4,
    unit: '万元',
    fields: ['aside', 'contract', 'number', 'received_on', 'amount', 'kind'],
    headings: ['序号', '合同编号', '回款单号', '收款日期', '回款金额', '款项类别'],
  })
})

test('headings in two rows, the group word standing once', () => {
  const rows = grid(
    ['合同', '', '产品', '合同金额', ''],
    ['编号', '行号', '编码', '单价（元）', '金额（万元）'],
    ['HT-1', '1', 'P-1', '10', '1'],
  )
  expect(found('合同明细', rows)).toMatchObject({
    first: 1,
    last: 2,
    fields: ['contract', 'line_no', 'product', 'unit_price', 'amount'],
    headings: ['合同/编号', '合同/行号', '产品/编码', '合同金额/单价（元）', '合同金额/金额（万元）'],
  })
})

test('two rows written into one are the two again, and a unit behind a stroke stays a unit', () => {
  const rows = grid(['合同编号', '行号', '产品/编码', '单价/元', '合同金额/金额（万元）'])
  const names = headingNames(object('合同明细'), vocabulary)
  const header = findHeader(rows, names)
  expect(header?.columns.map(({ unit }) => unit)).toEqual([undefined, undefined, undefined, '元', '万元'])
  expect(found('合同明细', rows).fields).toEqual(['contract', 'line_no', 'product', 'unit_price', 'amount'])
})

test('a heading of one row is not joined with the record below it or the title above it', () => {
  const rows = grid(['合同清单', '', ''], ['合同编号', '附加条件', '内容'], ['HT-1', '2', '质保'])
  expect(found('附加条件', rows)).toMatchObject({
    first: 2,
    last: 2,
    headings: ['合同编号', '附加条件', '内容'],
  })
})

test('no heading is found where none is', () => {
  expect(found('回款', grid(['1', '2', '3'], ['你好', '合同编号'])).first).toBeUndefined()
})

test('near words are offered by likeness', () => {
  const words = ['签订日', '营业额', '质保金', '质保期满日', '客户', '状态']
  expect(nearWords('质保金额', words)[0]).toBe('质保金')
  expect(nearWords('签定日', words)).toEqual(['签订日'])
  expect(nearWords('毛利', words)).toEqual([])
})
