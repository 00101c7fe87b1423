/** Invented contracts, listed as the server lists: filtered, sorted, in pages, with sums. */
import type { Context } from 'hono'

const customers = ['长河重工', '云岭水务', '青衿大学', '北辰光电', '沧浪环保']
const statuses = ['signed', 'delivering', 'accepted', 'settled']

const contracts = Array.from({ length: 347 }, (_, index) => ({
  number: `HT-2026-${String(index + 1).padStart(4, '0')}`,
  customer: customers[index % 5] ?? '',
  signed_on: `2026-${String((index % 12) + 1).padStart(2, '0')}-${String((index % 28) + 1).padStart(2, '0')}`,
  status: statuses[index % 4] ?? '',
  amount: `${(index * 7919) % 900_000}.${String(index % 100).padStart(2, '0')}`,
  ratio: `0.${String((index * 37) % 1000).padStart(3, '0')}`,
  owner: '林若溪',
}))

export function listContracts(c: Context): Response {
  const { q = '', sort = '', page = '1', size = '50', filter = '{}', format } = c.req.query()
  const { status } = JSON.parse(filter) as { status?: readonly string[] }
  const found = contracts
    .filter((row) => (row.number + row.customer).includes(q) && (!status || status.includes(row.status)))
    .sort((a, b) => compare(a, b, sort.replace(/^-/, '')) * (sort.startsWith('-') ? -1 : 1))
  if (format) {
    c.header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(`合同.${format}`)}`)
    return c.body(found.map(({ number }) => number).join('\n'))
  }
  const from = (Number(page) - 1) * Number(size)
  const cents = found.reduce((sum, { amount }) => sum + Math.round(Number(amount) * 100), 0)
  return c.json({
    rows: found.slice(from, from + Number(size)),
    total: found.length,
    sums: { amount: (cents / 100).toFixed(2) },
  })
}

type Contract = (typeof contracts)[number]

function compare(a: Contract, b: Contract, key: string): number {
  if (key === 'amount') return Number(a.amount) - Number(b.amount)
  return key === 'signed_on' || key === 'number' ? a[key].localeCompare(b[key]) : 0
}
