/** A person's identity number, bank account and telephone: masked; shown whole only on request, which is recorded (L-4). */
import { z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { scopeOf } from '../../../access/actor.ts'
import { asActor, asSystem } from '../../../access/as-actor.ts'
import { record } from '../../../access/audit.ts'
import { latestChange, waiting } from '../../../access/bank-cards.ts'
import {
  masked,
  type OwnNumbers,
  type PersonalData,
  readPersonalData,
  writeOwnNumbers,
} from '../../../access/personal-data.ts'
import { isIdentityNumber, personalFields } from '../../../access/personal-numbers.ts'
import { Refusal } from '../../../records/refusal.ts'
import { endpoint, json, routes } from '../endpoint.ts'
import { saying } from '../mistakes.ts'
import { type Env, perform, type Services } from '../services.ts'
import { refuseUnknown, shownChange, shownOf } from './bank-cards.ts'

const tags: [string] = ['个人信息']
const text = (form: RegExp, zh: string, en: string) => z.string().regex(form, saying(zh, en)).nullable()

const checked = (form: ReturnType<typeof text>, fits: (value: string) => boolean, words: string) =>
  form.refine((value) => value === null || fits(value), words)

const data = z.strictObject({
  id_number: checked(
    text(/^\d{17}[\dX]$/, '身份证号是 18 位', 'has 18 characters'),
    isIdentityNumber,
    saying('身份证号的校验位或出生日期不对，请逐位核对', 'does not check: compare it digit by digit'),
  ),
  phone: text(/^[\d+ -]{5,20}$/, '电话号码不对', 'is no telephone number'),
})

/** As stored: what was entered before numbers were checked is shown as it is. */
const shown = z.object({
  ...{ id_number: z.string().nullable(), bank_name: z.string().nullable() },
  ...{ bank_account: z.string().nullable(), phone: z.string().nullable() },
})

const whyAsked = { zh: '请写明为什么要看', en: 'say why you need to see it' } as const

const byPerson = { params: z.object({ person: z.string().min(1).max(60) }) }

const declared = {
  read: endpoint({
    ...{ method: 'get', path: '/people/{person}/personal-data', access: ['read', 'personal'], tags },
    summary: '一个人的身份证号、银行卡和电话，只显示一部分；银行卡最近一次更改到了哪一步',
    request: byPerson,
    answer: z.object({
      data: shown.nullable(),
      mayWrite: z.boolean(),
      card: z.object({
        waiting: z.object({ days: z.number(), from: z.string() }),
        change: shownChange.nullable(),
      }),
    }),
  }),
  reveal: endpoint({
    ...{
      method: 'post',
      path: '/people/{person}/personal-data/reveal',
      access: ['read', 'personal'],
      tags,
      once: false as const,
    },
    summary: '完整显示，并记入审计日志；看别人的要写原因',
    request: { ...byPerson, body: json(z.strictObject({ reason: z.string().trim().max(200) })) },
    answer: z.object({ data: shown }),
  }),
  change: endpoint({
    ...{ method: 'patch', path: '/people/{person}/personal-data', access: ['update', 'personal'], tags },
    summary: '登记或更正其中几项，没有写的不变；审计日志记哪几项变了，不记内容',
    request: { ...byPerson, body: json(data.partial()) },
    answer: z.object({ data: shown }),
  }),
  write: endpoint({
    ...{ method: 'put', path: '/people/{person}/personal-data', access: ['update', 'personal'], tags },
    summary: '更正；审计日志记哪几项变了，不记内容',
    request: { ...byPerson, body: json(data) },
    answer: z.object({ data: shown }),
  }),
}

export function personalDataRoutes(services: Services) {
  const { db } = services
  return routes()
    .openapi(declared.read, async (c) => {
      const { person } = c.req.valid('param')
      const { actor } = c.var
      const { found, latest } = await asActor(db, actor, async (within) => ({
        found: await readPersonalData(within, person),
        latest: await latestChange(within, person),
      }))
      const mayWrite = !actor.readOnly && scopeOf(actor, 'update', 'personal') !== undefined
      const change = latest ? shownOf(actor, person, latest) : null
      const card = { waiting: await waiting(db), change }
      return c.json({ data: found ? masked(found) : null, mayWrite, card }, 200)
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
    .openapi(declared.change, async (c) =>
      c.json({ data: await written(services, c, c.req.valid('param').person, c.req.valid('json')) }, 200),
    )
    .openapi(declared.write, async (c) =>
      c.json({ data: await written(services, c, c.req.valid('param').person, c.req.valid('json')) }, 200),
    )
}

type Given = { readonly [field in keyof OwnNumbers]?: string | null | undefined }

/** What is not given stays; answers masked. Refuses with not_found when there is no such person. */
async function written(
  services: Services,
  c: Context<Env>,
  person: string,
  given: Given,
): Promise<PersonalData> {
  const what = { action: 'personal-data', subject: `个人信息 ${person}`, as: 'actor' as const }
  return perform(services, c, what, async (within) => {
    await refuseUnknown(within, person)
    const before = (await readPersonalData(within, person)) ?? nothing
    const after = { ...before }
    for (const field of personalFields) if (given[field] !== undefined) after[field] = given[field]
    const changed = personalFields.filter((field) => before[field] !== after[field])
    await writeOwnNumbers(within, person, after, c.var.actor.name)
    return { answer: masked(after), details: { person, changed } }
  })
}

const nothing: PersonalData = { id_number: null, bank_name: null, bank_account: null, phone: null }
