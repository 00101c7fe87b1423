import type { Told } from './told.ts'

/** Trials (M-2.3), energy-sharing contracts (M-3.2), and a filing renewed on the day (M-2.2). */
export const projects: readonly Told[] = [
  {
    // Becomes the sale below.
    number: 'SY-2026-901',
    kind: '试用协议',
    salesperson: '0027',
    signed: '2026-02-09',
    lines: [['JN-37', 1, '0']],
    trialEnds: '2026-03-31',
    status: '已完成',
    ended: '2026-03-25',
  },
  {
    number: 'CP-2026-9301',
    salesperson: '0027',
    signed: '2026-03-25',
    lines: [['JN-37', 8, '9800']],
    trial: 'SY-2026-901',
    accepted: ['2026-04-09'],
    receipts: [['2026-04-24', '78400', '验收款']],
  },
  {
    number: 'SY-2026-902',
    kind: '试用协议',
    salesperson: '0028',
    signed: '2026-05-04',
    lines: [['JS-100', 1, '0']],
    trialEnds: '2026-06-30',
    status: '已退回',
    ended: '2026-06-22',
  },
  {
    number: 'SY-2026-903',
    kind: '试用协议',
    salesperson: '0030',
    signed: '2026-12-14',
    lines: [['JY-05', 1, '0']],
    trialEnds: '2027-01-31',
  },
  {
    // Three years of shared savings, a quarter at a time; three quarters accepted in 2026, the third paid late.
    number: 'GC-2026-9302',
    kind: '合同能源管理合同',
    salesperson: '0045',
    signed: '2026-01-15',
    lines: [['NY-01', 36, '20000']],
    accepted: ['2026-01-30'],
    recognitions: quarters(12, '60000', '2026-05-08', '2026-08-06', '2026-11-05'),
    receipts: [
      ['2026-05-20', '60000', '进度款'],
      ['2026-08-18', '60000', '进度款'],
      ['2026-12-16', '60000', '进度款'],
    ],
  },
  {
    // Two years above base price; every quarter saves a different amount.
    number: 'GC-2026-9303',
    kind: '合同能源管理合同',
    salesperson: '0045',
    signed: '2026-01-22',
    lines: [['NY-01', 24, '22000']],
    accepted: ['2026-02-05'],
    recognitions: [
      ['2026-02-01', '2026-04-30', '58300', '2026-05-11'],
      ['2026-05-01', '2026-07-31', '74800.50', '2026-08-10'],
      ['2026-08-01', '2026-10-31', '79200', '2026-11-09'],
      ['2026-11-01', '2027-01-31', '61600'],
      ['2027-02-01', '2027-04-30', '58000'],
      ['2027-05-01', '2027-07-31', '70000'],
      ['2027-08-01', '2027-10-31', '72000'],
      ['2027-11-01', '2028-01-31', '54099.50'],
    ],
    receipts: [
      ['2026-05-26', '58300', '进度款'],
      ['2026-08-27', '74800.50', '进度款'],
      ['2026-11-24', '40000', '进度款'],
    ],
  },
  {
    // Signed on the day the filing of DF-300 ended and began anew.
    number: 'GC-2026-9304',
    salesperson: '0038',
    signed: '2026-06-01',
    lines: [['DF-300', 5, '11900']],
    accepted: ['2026-06-12'],
    receipts: [['2026-06-29', '59500', '验收款']],
  },
  {
    number: 'GC-2026-9305',
    kind: '技术改造协议',
    salesperson: '0035',
    signed: '2026-04-07',
    lines: [
      ['CT-10', 1, '281400'],
      ['GZ-02', 1, '66640'],
    ],
    retention: ['17402', '2027-08-14'],
    accepted: ['2026-08-14'],
    receipts: [
      ['2026-04-10', '104412', '订金'],
      ['2026-06-05', '100000', '进度款'],
      ['2026-08-28', '126226', '验收款'],
    ],
  },
]

/** Quarters from February 2026 on; those with a day are accepted. */
function quarters(count: number, yuan: string, ...accepted: string[]): [string, string, string, string?][] {
  return Array.from({ length: count }, (_, at) => {
    const month = (offset: number) => new Date(Date.UTC(2026, 1 + 3 * at + offset, offset === 0 ? 1 : 0))
    const [from, to] = [month(0), month(3)].map((date) => date.toISOString().slice(0, 10))
    const on = accepted[at]
    return on === undefined ? [from ?? '', to ?? '', yuan] : [from ?? '', to ?? '', yuan, on]
  })
}
