/** A statement as a file: the slip and its explanation. What leaves is noted each time. */
import { z } from '@hono/zod-openapi'
import { reading } from '../../publication/reading.ts'
import { slipContent } from '../../publication/slip/content.ts'
import { slipDefinition } from '../../publication/slip/definition.ts'
import { printPdf } from '../../publication/slip/print.ts'
import { slipTexts } from '../../publication/slip/texts.ts'
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
  file: ['pdf'],
})

export function statementPdfRoutes(services: Services) {
  return routes().openapi(declared, async (c) => {
    unkept(c)
    const { company } = await companyOf(services.db)
    const slip = await reading(
      { ...asked(services, c), ...c.req.valid('param'), noted: 'each time' },
      (open) => slipContent(open, company),
    )
    const definition = slipDefinition(slip, slipTexts[c.var.language])
    const name = `${definition.info.title}.pdf`
    return fileAnswer(c, await printPdf(definition), name, 'application/pdf') as never
  })
}
