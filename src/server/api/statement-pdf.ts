/** A statement as a file: the slip and its explanation. What leaves is noted each time. */
import { z } from '@hono/zod-openapi'
import { paymentsOf } from '../../publication/payments.ts'
import { noteLook, type Reading, reading } from '../../publication/reading.ts'
import { slipDefinition } from '../../publication/slip/definition.ts'
import { printPdf } from '../../publication/slip/print.ts'
import { slipTexts } from '../../publication/slip/texts.ts'
import { type Statement, statement } from '../../publication/statement.ts'
import { type Reason, reasonOf } from '../../publication/why/reason.ts'
import { Refusal } from '../../records/refusal.ts'
import { companyOf } from '../company.ts'
import { endpoint, routes } from './endpoint.ts'
import { fileAnswer } from './listing.ts'
import type { Services } from './services.ts'
import { asked, monthParam, personParam, unkept } from './statements.ts'

const declared = endpoint({
  method: 'get',
  path: '/statements/{month}/people/{person}/pdf',
  access: ['read', 'statement'],
  tags: ['绩效单'],
  summary: '绩效单的 PDF：一页单据，后附各项怎么来的',
  request: { params: z.object({ month: monthParam, person: personParam }) },
  answer: z.unknown(),
})

export function statementPdfRoutes(services: Services) {
  return routes().openapi(declared, async (c) => {
    unkept(c)
    const { company } = await companyOf(services.db)
    const slip = await reading({ ...asked(services, c), ...c.req.valid('param') }, async (open) => {
      const found = await statement(open.mine, open.settled, open.before, open.person)
      if (!found) throw new Refusal('not_found')
      await noteLook(open, c.var.actor, { again: true })
      return {
        company,
        settled: open.settled,
        statement: found,
        payments: await paymentsOf(open.mine, open.settled, open.person),
        reasons: await reasonsOf(open, found),
      }
    })
    const definition = slipDefinition(slip, slipTexts[c.var.language])
    const name = `${definition.info.title}.pdf`
    return fileAnswer(c, await printPdf(definition), name, 'application/pdf') as never
  })
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
