import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Cell } from '../../sheet/cell.ts'
import { shiftDecimal } from '../../sheet/decimal.ts'
import { dateSerial } from '../../sheet/serial.ts'
import { reasonText } from '../reasons.ts'
import { readValue, type ValueKind } from './read-value.ts'

const cell = (text: string, kind: Cell['kind'] = 'text', shown?: string): Cell => ({
  kind,
  text,
  ...(shown && { shown }),
})

/** The value, or the code of the reason in brackets. */
function read(kind: ValueKind, input: string | Cell, unit = '元', places = 0): string | null {
  const reading = readValue(typeof input === 'string' ? cell(input) : input, {
    ...{ kind, unit, places, longest: kind === 'code' ? 64 : 200 },
  })
  if ('value' in reading) return reading.value
  expect(reasonText(reading.reason)).not.toMatch(/undefined|\{/)
  return `(${reading.reason.code})`
}

const isoDate = fc
  .date({ min: new Date('1901-01-01T00:00:00Z'), max: new Date('2199-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))

describe('dates', () => {
  test.each([
    ['2026-03-05', '2026-03-05'],
    ['2026/3/5', '2026-03-05'],
    ['2026.3.5', '2026-03-05'],
    ['2026年3月5日', '2026-03-05'],
    ['2026 年 3 月 5 号', '2026-03-05'],
    ['２０２６－０３－０５', '2026-03-05'],
    ['20260305', '2026-03-05'],
    ['46086', '2026-03-05'],
    [' 2026-03-05 08:30:00 ', '2026-03-05'],
    ['2026-03-05T08:30:00.000Z', '2026-03-05'],
    ['2026年3月5日 8时30分', '2026-03-05'],
    ['', null],
    ['-', null],
    ['—', null],
    ['/', null],
    ['无', null],
    ['2026-02-29', '(date_impossible)'],
    ['2024-02-29', '2024-02-29'],
    ['2026-13-01', '(date_impossible)'],
    ['20261301', '(date_impossible)'],
    ['1026-03-05', '(date_impossible)'],
    ['26-3-5', '(date_ambiguous)'],
    ['3/5/2026', '(date_ambiguous)'],
    ['2026年3月', '(date_ambiguous)'],
    ['2026.3', '(date_ambiguous)'],
    ['3', '(not_a_date)'],
    ['460860', '(not_a_date)'],
    ['下周一', '(not_a_date)'],
    ['2026-03-05=1', '(not_a_date)'],
  ])('%j is %s', (text, expected) => {
    expect(read('date', text)).toBe(expected)
  })

  test('cells of dates and numbers', () => {
    expect(read('date', cell('2026-03-05 08:30:00', 'date'))).toBe('2026-03-05')
    expect(read('date', cell('20260305', 'number'))).toBe('2026-03-05')
    expect(read('date', cell('46086.35', 'number'))).toBe('2026-03-05')
    expect(read('date', cell('2026.3', 'number'))).toBe('(not_a_date)')
    expect(read('date', cell('08:30:00', 'date'))).toBe('(not_a_date)')
  })

  test('every spelling of a day is that day', () => {
    fc.assert(
      fc.property(isoDate, fc.nat(4), (iso, spelling) => {
        const [year = '', month = '', day = ''] = iso.split('-')
        const short = [year, String(Number(month)), String(Number(day))]
        const text = [
          iso,
          short.join('/'),
          short.join('.'),
          `${short[0]}年${short[1]}月${short[2]}日`,
          iso.replaceAll('-', ''),
        ]
        expect(read('date', text[spelling] ?? '')).toBe(iso)
      }),
    )
  })

  test('a bare serial of our times is its day', () => {
    fc.assert(
      fc.property(
        isoDate.filter((iso) => iso > '1960' && iso < '2100'),
        (iso) => {
          expect(read('date', cell(String(dateSerial(iso)), 'number'))).toBe(iso)
        },
      ),
    )
  })
})

describe('amounts', () => {
  test.each([
    ['1200.50', '1200.5'],
    ['1,234,567.80', '1234567.8'],
    ['１，２００．５０', '1200.5'],
    ['¥1,200', '1200'],
    ['￥ 1200 元', '1200'],
    ['RMB 1,200.00', '1200'],
    ['1200元整', '1200'],
    ['12.5万', '125000'],
    ['12.5 万元', '125000'],
    ['0.07万元', '700'],
    ['1.2亿', '120000000'],
    ['3千', '3000'],
    ['(1,200.00)', '-1200'],
    ['（300）', '-300'],
    ['300-', '-300'],
    ['−300', '-300'],
    ['¥-300', '-300'],
    ['-¥300', '-300'],
    ['(3万元)', '-30000'],
    ['+5', '5'],
    ['-0', '0'],
    ['.5', '0.5'],
    ['', null],
    ['  ', null],
    ['-', '(number_dash)'],
    [' — ', '(number_dash)'],
    ['1,23', '(number_grouping)'],
    ['1.234,50', '(number_grouping)'],
    ['1.2.3', '(number_grouping)'],
    ['1.23E+05', '(number_scientific)'],
    ['300 分', '(number_unit)'],
    ['US$300', '(not_a_number)'],
    ['300美元', '(number_unit)'],
    ['壹仟元', '(not_a_number)'],
    ['约300', '(not_a_number)'],
    ['待定', '(not_a_number)'],
    ['0x10', '(not_a_number)'],
    ['1 200', '1200'],
  ])('%j is %s', (text, expected) => {
    expect(read('number', text)).toBe(expected)
  })

  test('the heading moves the point exactly, a unit in the cell comes first (M-4.1)', () => {
    expect(read('number', '0.1', '元', 4)).toBe('1000')
    expect(read('number', cell('1.23456789', 'number'), '元', 4)).toBe('12345.6789')
    expect(read('number', '12万元', '元', 4)).toBe('120000')
    expect(read('number', '12元', '元', 4)).toBe('12')
    expect(read('number', '(0.07)', '元', 4)).toBe('-700')
  })

  test('units of other fields', () => {
    expect(read('number', '5 台', '个')).toBe('5')
    expect(read('number', '9.5分', '分')).toBe('9.5')
    expect(read('number', '3 天', '天')).toBe('3')
    expect(read('number', '1.5小时', '小时')).toBe('1.5')
    expect(read('number', '120元/台', '元/个')).toBe('120')
    expect(read('number', '0.5万元/套', '元/个')).toBe('5000')
    expect(read('number', '5 元', '分')).toBe('(number_unit)')
    expect(read('number', '5分', '数')).toBe('(number_unit)')
  })

  test('whole numbers', () => {
    expect(read('whole', cell('3', 'number'), '数')).toBe('3')
    expect(read('whole', '3.0', '数')).toBe('3')
    expect(read('whole', '3.5', '数')).toBe('(not_whole)')
    expect(read('whole', '3000000000', '数')).toBe('(not_whole)')
  })

  test('money that changed hands comes in whole fen; a price may be finer (M-4.6)', () => {
    expect(read('money', '1.005', '元')).toBe('(finer_than_fen)')
    expect(read('money', '1.23456万', '元')).toBe('12345.6')
    expect(read('money', '1.234567万', '元')).toBe('12345.67')
    expect(read('money', cell('12.500', 'number'), '元')).toBe('12.5')
    expect(read('money', '', '元')).toBe(read('number', '', '元'))
    expect(read('number', '1.005', '元')).toBe('1.005')
  })

  test('dates and errors are not amounts; what a merged cell shows is not the amount of each row', () => {
    expect(read('number', cell('2026-03-05', 'date'))).toBe('(number_date)')
    expect(read('number', cell('#DIV/0!', 'error'))).toBe('(cell_error)')
    const covered: Cell = { kind: 'empty', text: '', covered: { by: cell('5', 'number'), above: true } }
    expect(read('number', covered)).toBe('(merged_number)')
    expect(read('code', covered)).toBe('5')
    expect(read('text', { ...covered, covered: { by: cell('备注'), above: false } })).toBeNull()
  })

  const amount = fc
    .tuple(fc.bigInt({ min: 0n, max: 10n ** 17n }), fc.nat(4))
    .map(([n, places]) => shiftDecimal(String(n), -places))
  const groups = (value: string) => value.replace(/^\d+/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ','))
  const wide = (value: string) =>
    value.replace(/[0-9,.()-]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0))
  const spellings: readonly ((value: string) => string)[] = [
    (value) => value,
    groups,
    (value) => `¥${groups(value)}`,
    (value) => ` ${groups(value)} 元 `,
    (value) => wide(groups(value)),
    (value) => `${shiftDecimal(value, -4)}万`,
    (value) => `${groups(shiftDecimal(value, -4))}万元`,
  ]

  test('every spelling of an amount is that amount, to the last digit', () => {
    fc.assert(
      fc.property(amount, fc.constantFrom(...spellings), (value, spell) => {
        expect(read('number', spell(value))).toBe(value)
        const negative = value === '0' ? '0' : `-${value}`
        expect(read('number', `(${spell(value).trim()})`)).toBe(negative)
        expect(read('number', `-${spell(value).trim()}`)).toBe(negative)
      }),
    )
  })

  test('no text is misread: a value taken is a plain decimal', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'0123456789.,-+()（）¥元万亿%eE 一/') }), (text) => {
        const value = read('number', text)
        if (value !== null && !value.startsWith('(')) expect(value).toMatch(/^-?(0|[1-9]\d*)(\.\d*[1-9])?$/)
      }),
    )
  })
})

describe('ratios', () => {
  test.each([
    ['30%', '0.3'],
    ['30％', '0.3'],
    ['0.07%', '0.0007'],
    ['5‰', '0.005'],
    ['0.3', '0.3'],
    ['1', '1'],
    ['0', '0'],
    ['-0.05', '-0.05'],
    ['120%', '1.2'],
    ['', null],
    ['30', '(ratio_ambiguous)'],
    ['1.5', '(ratio_ambiguous)'],
    ['百分之三十', '(not_a_number)'],
    ['3成', '(not_a_number)'],
    ['30%%', '(not_a_number)'],
  ])('%j is %s (M-4.2)', (text, expected) => {
    expect(read('ratio', text, '比率')).toBe(expected)
  })

  test('a percent format or a heading in percent says which is meant', () => {
    expect(read('ratio', cell('1.2', 'number', '120%'), '比率')).toBe('1.2')
    expect(read('ratio', cell('30', 'number'), '比率', -2)).toBe('0.3')
    expect(read('ratio', cell('30', 'number'), '比率')).toBe('(ratio_ambiguous)')
    expect(read('ratio', '30%', '比率', -2)).toBe('0.3')
  })
})

describe('yes and no', () => {
  test.each(['是', '有', '√', '✔', 'Y', 'yes', 'TRUE', '1', '１', ' 是 '])('%s is yes', (text) => {
    expect(read('boolean', text)).toBe('true')
  })
  test.each(['否', '无', '×', 'x', 'N', 'No', 'false', '0'])('%s is no', (text) => {
    expect(read('boolean', text)).toBe('false')
  })
  test('anything else is asked about', () => {
    expect([read('boolean', '部分'), read('boolean', '2'), read('boolean', '')]).toEqual([
      '(not_yes_no)',
      '(not_yes_no)',
      null,
    ])
    expect(read('boolean', cell('TRUE', 'boolean'))).toBe('true')
  })
})

describe('codes', () => {
  test.each([
    ['00123', '00123'],
    [' HT-2026-001 ', 'HT-2026-001'],
    ['\u200b00123\u3000', '00123'],
    ['１００２', '1002'],
    ['ＨＴ－１', 'HT-1'],
    ['衡绩（2026）001号', '衡绩（2026）001号'],
    ['1001.0', '1001'],
    ['123456789012345678', '123456789012345678'],
    ['1E5', '1E5'],
    ['1.23E+17', '(code_scientific)'],
    ['1E+17', '(code_scientific)'],
    ['', null],
    ['x'.repeat(64), 'x'.repeat(64)],
    ['x'.repeat(65), '(too_long)'],
  ])('%j is %s', (text, expected) => {
    expect(read('code', text)).toBe(expected)
  })

  test('numbers Excel has already spoilt are refused, those it has not are kept (class 42)', () => {
    expect(read('code', cell('123', 'number', '000123'))).toBe('000123')
    expect(read('code', cell('123', 'number'))).toBe('123')
    expect(read('code', cell('123456789012345678', 'number'))).toBe('123456789012345678')
    expect(read('code', cell('123456789012345000', 'number'))).toBe('(code_digits_lost)')
    expect(read('code', cell('123000000000000', 'number'))).toBe('123000000000000')
    expect(read('code', cell('2026-03-05', 'date'))).toBe('(code_date)')
    expect(read('code', cell('TRUE', 'boolean'))).toBe('(code_boolean)')
  })
})

describe('periods', () => {
  test.each([
    ['2026-10', '2026-10'],
    ['2026-1', '2026-01'],
    ['2026年10月', '2026-10'],
    ['2026年1月份', '2026-01'],
    ['202610', '2026-10'],
    ['2026/10', '2026-10'],
    ['2026.10', '2026-10'],
    ['2026.1', '(period_ambiguous)'],
    ['20261', '(not_a_period)'],
    ['2026-13', '(not_a_period)'],
    ['10月', '(not_a_period)'],
    ['2026Q3', '2026-Q3'],
    ['2026年第三季度', '2026-Q3'],
    ['2026年下半年', '2026-H2'],
    ['2026-H1', '2026-H1'],
    ['2026年', '2026'],
    ['2026年度', '2026'],
    ['', null],
  ])('%j is %s', (text, expected) => {
    expect(read('period', text)).toBe(expected)
  })

  test('a day formatted as a month is that month', () => {
    expect(read('period', cell('2026-10-01', 'date'))).toBe('2026-10')
    expect(read('period', cell('2026.1', 'number'))).toBe('(period_ambiguous)')
  })
})

test('texts lose the space around them and what cannot be seen, nothing else', () => {
  expect(read('text', '\u3000 甲\u0000公司\n二部 \ufeff')).toBe('甲公司\n二部')
  expect(read('text', '=1+1')).toBe('=1+1')
  expect(read('text', 'x'.repeat(201))).toBe('(too_long)')
})
