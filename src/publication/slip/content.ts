/** Everything a statement on paper says, read as the person who prints it. */
import { Refusal } from '../../records/refusal.ts'
import { paymentsOf } from '../payments.ts'
import type { Reading } from '../reading.ts'
import { type Statement, statement } from '../statement.ts'
import { type Reason, reasonOf } from '../why/reason.ts'
import { type RowsBehind, rowsBehind } from '../why/rows.ts'
import { deepest, isMoney, rowsName, type SlipContent } from './definition.ts'

/** Rows beyond these are opened in the system. */
const rowsOnPaper = 40

export async function slipContent(open: Reading, company: string): Promise<SlipContent> {
  const { mine, settled, before, person } = open
  const found = await statement(mine, settled, before, person)
  if (!found) throw new Refusal('not_found')
  const reasons = await reasonsOf(open, found)
  const rows = new Map<string, RowsBehind>()
  for (const reason of reasons) await collectRows(open, reason, rows, 0)
  const payments = await paymentsOf(mine, settled, person)
  return { company, settled, statement: found, payments, reasons, rows }
}

/** Of every item that came to something. */
async function reasonsOf(open: Reading, { object, lines, person }: Statement): Promise<Reason[]> {
  const reasons: Reason[] = []
  for (const { item, amount } of lines) {
    if (amount === '0') continue
    const reason = await reasonOf(open, { object, key: [person.number] }, item.definition)
    if (reason) reasons.push(reason)
  }
  return reasons
}

async function collectRows(
  open: Reading,
  reason: Reason,
  into: Map<string, RowsBehind>,
  depth: number,
): Promise<void> {
  if (depth >= deepest) return
  const { program } = open.settled.version
  const definition = program.definitions.find(
    (own) => own.object.id === reason.object && own.name.text === reason.name,
  )
  for (const { rows, reason: next } of reason.causes.filter(isMoney)) {
    if (rows !== null && definition) {
      const row = { object: definition.object, key: reason.key }
      const query = { definition, input: rows, page: 1, size: rowsOnPaper }
      into.set(rowsName(reason, rows), await rowsBehind(open, row, query))
    } else if (next) await collectRows(open, next, into, depth + 1)
  }
}
