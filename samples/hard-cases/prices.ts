import type { Told } from './told.ts'

/** Prices against base prices (M-4.2, M-4.3). All by 梁岚 (0030), who has no other contracts. */
export const prices: readonly Told[] = [
  {
    // One line below base price, one at it.
    number: 'CP-2026-9001',
    salesperson: '0030',
    signed: '2026-01-12',
    lines: [
      ['JN-37', 10, '9310'],
      ['JY-05', 2, '15800'],
    ],
    accepted: ['2026-02-26'],
    receipts: [
      ['2026-01-14', '37410', '订金'],
      ['2026-03-09', '87290', '验收款'],
    ],
  },
  {
    // A tenth above base price, nothing given in exchange.
    number: 'CP-2026-9002',
    salesperson: '0030',
    signed: '2026-03-03',
    lines: [['JS-100', 4, '14080']],
    accepted: ['2026-03-20'],
    receipts: [['2026-03-31', '56320', '验收款']],
  },
  {
    // Above base price in exchange for two favours.
    number: 'CP-2026-9003',
    salesperson: '0030',
    signed: '2026-03-10',
    lines: [['XH-30', 3, '25850', '质保期延长一年', '免费更换滤芯两次']],
    accepted: ['2026-03-27'],
    receipts: [['2026-04-08', '77550', '验收款']],
  },
  {
    // One line above base price, another below it, and retention money.
    number: 'CP-2026-9004',
    salesperson: '0030',
    signed: '2026-04-13',
    lines: [
      ['JS-200', 2, '21560'],
      ['JN-75', 3, '16720'],
    ],
    retention: ['4664', '2027-05-20'],
    accepted: ['2026-05-20'],
    receipts: [['2026-05-29', '88616', '验收款']],
  },
  {
    // Quoted in June at the base price of then; signed two days after it rose.
    number: 'CP-2026-9005',
    salesperson: '0030',
    signed: '2026-07-03',
    lines: [['JS-100', 5, '12800']],
    accepted: ['2026-07-20'],
    receipts: [['2026-07-30', '64000', '验收款']],
  },
  {
    // Signed on the very day the base price changed: the new one counts.
    number: 'CP-2026-9006',
    salesperson: '0030',
    signed: '2026-07-01',
    lines: [['XH-80', 1, '42800']],
    accepted: ['2026-07-22'],
    receipts: [['2026-08-06', '42800', '验收款']],
  },
  {
    // Every line below base price, with retention money: nothing to take it off.
    number: 'CP-2026-9007',
    salesperson: '0030',
    signed: '2026-08-10',
    lines: [['JS-500', 1, '85000']],
    retention: ['4250', '2027-09-10'],
    accepted: ['2026-09-10'],
    receipts: [['2026-09-18', '80750', '验收款']],
  },
  {
    // Quoted before the base price fell in October, so 600 yuan a piece are above it.
    number: 'GC-2026-9001',
    salesperson: '0045',
    signed: '2026-10-16',
    lines: [['FX-20', 4, '27500']],
    accepted: ['2026-10-30'],
    receipts: [['2026-11-12', '110000', '验收款']],
  },
]
