/** A person's identity number, bank account and telephone: masked; shown whole only on request, which is recorded (L-4). */
import { z } from '@hono/zod-openapi'
import { asActor, asSystem } from '../../../access/as-actor.ts'
import { record } from '../../../access/audit.ts'
import { masked, personalFields, readPersonalData, writePersonalData } from '../../../access/personal-data.ts'
import { Refusal } from '../../../records/refusal.ts'
import { endpoint, json, routes } from '../endpoint.ts'
import { saying } from '../mistakes.ts'
import { perform, type Services } from '../services.ts'

const tags: [string] = ['个人信息']
const text = (form: RegExp, zh: string, en: string) => z.string().regex(form, saying(zh, en)).nullable()

const data = z.strictObject({
  id_number: text(/^\d{17}[\dX]$/, '身份证号是 18 位', 'has 18 characters'),
  bank_name: z.string().trim().min(1).max(100).nullable(),
  bank_account: text(/^\d{8,30}$/, '银行账号只有数字', 'has digits only'),
  phone: text(/^[\d+ -]{5,20}$/, '电话号码不对', 'is no telephone number'),
})

const whyAsked = { zh: '请写明为什么要看', en: 'say why you need to see it' } as const

const byPerson = { params: z.object({ person: z.string().min(1).max(60) }) }

const declared = {
  read: endpoint({
    ...{ method: 'get', path: '/people/{person}/personal-data', access: ['read', 'personal'], tags },
    summary: '一个人的身份证号、银行账号和电话，只显示一部分',
    request: byPerson,
    answer: z.object({ data: data.nullable() }),
  }),
  reveal: endpoint({
    ...{ method: 'post', path: '/people/{person}/personal-data/reveal', access: ['read', 'personal'], tags },
    summary: '完整显示，并记入审计日志；看别人的要写原因',
    request: { ...byPerson, body: json(z.strictObject({ reason: z.string().trim().max(200) })) },
    answer: z.object({ data }),
  }),
  write: endpoint({
    ...{ method: 'put', path: '/people/{person}/personal-data', access: ['update', 'personal'], tags },
    summary: '更正；审计日志记哪几项变了，不记内容',
    request: { ...byPerson, body: json(data) },
    answer: z.object({ data }),
  }),
}

export function personalDataRoutes(services: Services) {
  const { db } = services
  return routes()
    .openapi(declared.read, async (c) => {
      const { person } = c.req.valid('param')
      const found = await asActor(db, c.var.actor, (within) => readPersonalData(within, person))
      return c.json({ data: found ? masked(found) : null }, 200)
    })
    .openapi(declared.reveal, async (c) => {
      const { person } = c.req.valid('param')
      const { reason } = c.req.valid('json')
      const { actor } = c.var
      if (actor.person !== person && reason === '')
        throw new Refusal('request_invalid', { problems: whyAsked[c.var.language] })
      const found = await asActor(db, actor, async (within) => {
        const own = await readPersonalData(within, person)
        if (!own) throw new Refusal('not_found')
        await asSystem(within, (system) =>
          record(system, {
            actor: actor.name,
            action: 'reveal',
            subject: `个人信息 ${person}`,
            details: { reason, by: actor.kind },
          }),
        )
        return own
      })
      return c.json({ data: found }, 200)
    })
    .openapi(declared.write, async (c) => {
      const { person } = c.req.valid('param')
      const wanted = c.req.valid('json')
      const what = { action: 'personal-data', subject: `个人信息 ${person}`, as: 'actor' as const }
      await perform(services, c, what, async (within) => {
        const before = await readPersonalData(within, person)
        const changed = personalFields.filter((field) => (before?.[field] ?? null) !== wanted[field])
        await writePersonalData(within, person, wanted, c.var.actor.name)
        return { answer: {}, details: { person, changed } }
      })
      return c.json({ data: masked(wanted) }, 200)
    })
}
