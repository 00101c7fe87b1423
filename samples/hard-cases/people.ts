import type { Told } from './told.ts'

/** Who earns: shared credit (M-4.6), people who move, come and go (M-1.4, M-6, M-8). */
export const people: readonly Told[] = [
  {
    number: 'CP-2026-9201',
    salesperson: '0016',
    signed: '2026-03-23',
    lines: [['JS-500', 1, '94600']],
    shares: [
      ['0016', '0.7'],
      ['0017', '0.3'],
    ],
    accepted: ['2026-04-15'],
    receipts: [['2026-04-29', '94600', '验收款']],
  },
  {
    // Three equal parts that still make 1.
    number: 'CP-2026-9202',
    salesperson: '0019',
    signed: '2026-05-18',
    lines: [['XH-80', 2, '41200']],
    shares: [
      ['0019', '0.3333'],
      ['0020', '0.3333'],
      ['0022', '0.3334'],
    ],
    accepted: ['2026-06-05'],
    receipts: [['2026-06-24', '82400', '验收款']],
  },
  {
    // Shared between the two units.
    number: 'GC-2026-9203',
    salesperson: '0040',
    signed: '2026-09-07',
    lines: [['FX-60', 3, '56700']],
    shares: [
      ['0040', '0.5'],
      ['0041', '0.3'],
      ['0013', '0.2'],
    ],
    accepted: ['2026-09-24'],
    receipts: [['2026-10-20', '170100', '验收款']],
  },
  {
    // 薛宁 signs in 致远组 and is paid after moving to 猛进组 on 16 May.
    number: 'CP-2026-9204',
    salesperson: '0021',
    signed: '2026-05-07',
    lines: [['JS-200', 2, '19600']],
    accepted: ['2026-05-14'],
    receipts: [
      ['2026-05-12', '11760', '订金'],
      ['2026-05-27', '27440', '验收款'],
    ],
  },
  {
    // 马睿 signs in the product unit and is paid after moving to the project unit on 11 August.
    number: 'CP-2026-9205',
    salesperson: '0031',
    signed: '2026-07-14',
    lines: [['JN-75', 4, '18200']],
    accepted: ['2026-08-06'],
    receipts: [
      ['2026-08-07', '30000', '进度款'],
      ['2026-08-21', '42800', '验收款'],
    ],
  },
  {
    number: 'GC-2026-9206',
    salesperson: '0031',
    signed: '2026-08-18',
    lines: [['FX-20', 2, '27500']],
    accepted: ['2026-08-26'],
    receipts: [['2026-08-31', '55000', '验收款']],
  },
  {
    // 萧雪梅 signs as 业务员 and is paid as 业务经理, from 16 June.
    number: 'CP-2026-9207',
    salesperson: '0012',
    signed: '2026-05-25',
    lines: [['XH-30', 3, '24675']],
    accepted: ['2026-06-10'],
    receipts: [['2026-06-22', '74025', '验收款']],
  },
  {
    // 唐艳 left on 20 June; the money comes in August.
    number: 'CP-2026-9208',
    salesperson: '0026',
    signed: '2026-06-08',
    lines: [['JY-05', 4, '15800']],
    accepted: ['2026-07-06'],
    receipts: [['2026-08-05', '63200', '验收款']],
  },
  {
    // 赵勇 left on 31 October; half of the money comes in November, the rest is still open.
    number: 'GC-2026-9209',
    salesperson: '0044',
    signed: '2026-09-21',
    lines: [['DF-150', 20, '6650']],
    accepted: ['2026-10-27'],
    receipts: [['2026-11-18', '66500', '验收款']],
  },
  {
    // 魏思琪's first contract, in her second month.
    number: 'CP-2026-9210',
    salesperson: '0058',
    signed: '2026-04-02',
    lines: [['JS-100', 2, '12800']],
    accepted: ['2026-04-13'],
    receipts: [['2026-04-22', '25600', '验收款']],
  },
]
