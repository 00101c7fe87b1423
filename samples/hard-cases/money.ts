import type { Told } from './told.ts'

/** When and how money comes and goes (M-4.4, M-4.5). */
export const money: readonly Told[] = [
  {
    // The deposit of February counts in April, when the customer accepts.
    number: 'CP-2026-9101',
    salesperson: '0030',
    signed: '2026-02-03',
    lines: [['JS-200', 5, '19600']],
    retention: ['4900', '2027-04-10'],
    plan: [
      ['2026-02-10', '29400', '订金'],
      ['2026-04-20', '63700', '验收款'],
      ['2027-04-10', '4900', '质保金'],
    ],
    accepted: ['2026-04-10'],
    receipts: [
      ['2026-02-05', '29400', '订金'],
      ['2026-04-28', '63700', '验收款'],
    ],
  },
  {
    // Paid in thirds over three months; a third has no end in decimals.
    number: 'CP-2026-9102',
    salesperson: '0027',
    signed: '2026-05-11',
    lines: [['JY-05', 3, '15800']],
    accepted: ['2026-05-25'],
    receipts: [
      ['2026-05-28', '15800', '进度款'],
      ['2026-06-26', '15800', '进度款'],
      ['2026-07-29', '15800', '验收款'],
    ],
  },
  {
    // Paid in full in May, partly refunded in October, a month in which 梁岚 receives nothing else: negative.
    number: 'CP-2026-9103',
    salesperson: '0030',
    signed: '2026-04-20',
    lines: [['XH-30', 4, '23500']],
    accepted: ['2026-05-08'],
    receipts: [
      ['2026-04-24', '28200', '订金'],
      ['2026-05-22', '65800', '验收款'],
    ],
    refunds: [['2026-10-14', '10000', '设备降级使用，协商退款', 2]],
  },
  {
    // Two of six pieces come back in September and their price is paid back.
    number: 'CP-2026-9104',
    salesperson: '0014',
    signed: '2026-06-02',
    lines: [['JN-75', 6, '18480']],
    accepted: ['2026-06-18'],
    receipts: [['2026-06-30', '110880', '验收款']],
    returns: [['2026-09-08', 1, 2]],
    refunds: [['2026-09-11', '36960', '退回两台', 1]],
  },
  {
    // Retention money due in March 2026, paid in July.
    number: 'CP-2025-9105',
    salesperson: '0013',
    signed: '2025-02-10',
    lines: [['JS-500', 1, '86000']],
    retention: ['4300', '2026-03-20'],
    accepted: ['2025-03-20'],
    receipts: [
      ['2025-02-14', '25800', '订金'],
      ['2025-04-11', '55900', '验收款'],
      ['2026-07-15', '4300', '质保金'],
    ],
    status: '已完成',
    ended: '2026-07-15',
  },
  {
    // 3,000 too much in August, given back in September: the ratio stays at 1.
    number: 'CP-2026-9106',
    salesperson: '0015',
    signed: '2026-07-13',
    lines: [['XH-30', 2, '23500']],
    accepted: ['2026-07-31'],
    receipts: [['2026-08-19', '50000', '验收款']],
    refunds: [['2026-09-03', '3000', '多付退回', 1]],
  },
  {
    // Never accepted and called off: the deposit never counts, nor does paying it back.
    number: 'CP-2026-9107',
    salesperson: '0024',
    signed: '2026-03-16',
    lines: [['JS-100', 3, '12800']],
    receipts: [['2026-03-18', '11520', '订金']],
    refunds: [['2026-05-12', '11520', '合同终止，退还订金', 1]],
    status: '已终止',
    ended: '2026-05-12',
  },
  {
    // Everything on the last day of the year.
    number: 'CP-2026-9108',
    salesperson: '0025',
    signed: '2026-12-07',
    lines: [['JS-200', 1, '19600']],
    accepted: ['2026-12-31'],
    receipts: [
      ['2026-12-09', '5880', '订金'],
      ['2026-12-31', '13720', '验收款'],
    ],
    status: '已完成',
    ended: '2026-12-31',
  },
  {
    // Money that came before the contract was signed counts from the signing.
    number: 'GC-2026-9109',
    salesperson: '0045',
    signed: '2026-03-02',
    lines: [['FX-60', 1, '54000']],
    accepted: ['2026-03-16'],
    receipts: [
      ['2026-02-26', '10000', '进度款'],
      ['2026-03-30', '44000', '验收款'],
    ],
  },
  {
    // Accepted in two steps, the deposit between them: the first acceptance decides.
    number: 'GC-2026-9110',
    salesperson: '0045',
    signed: '2026-05-06',
    lines: [
      ['DF-150', 10, '6400'],
      ['DF-300', 4, '11900'],
    ],
    accepted: ['2026-05-28', '2026-07-02'],
    receipts: [
      ['2026-06-04', '33480', '订金'],
      ['2026-07-21', '78120', '验收款'],
    ],
  },
]
