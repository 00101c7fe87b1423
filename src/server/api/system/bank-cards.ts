/** A bank card is changed with one's own password, told to the person and to finance, and waits (trust 20). */
import { z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { type Actor, notAllowed, scopeOf } from '../../../access/actor.ts'
import { lookAs } from '../../../access/as-actor.ts'
import {
  type CardChange,
  changeCard,
  hidden,
  latestChange,
  mayDo,
  noteSeen,
  stop,
} from '../../../access/bank-cards.ts'
import { once } from '../../../access/command.ts'
import { isCardNumber } from '../../../access/personal-numbers.ts'
import { confirmPassword } from '../../../access/user-changes.ts'
import type { Database } from '../../../records/database.ts'
import { Refusal } from '../../../records/refusal.ts'
import { endpoint, json, routes } from '../endpoint.ts'
import { saying } from '../mistakes.ts'
import { type Env, perform, repeatOf, type Services } from '../services.ts'

const tags: [string] = ['个人信息']

/** Both, or neither: there is no card any more. */
const card = z.strictObject({
  bank_name: z.string().trim().min(1).max(100).nullable(),
  bank_account: z
    .string()
    .regex(/^\d{8,30}$/, saying('银行卡号只有数字', 'has digits only'))
    .refine(
      isCardNumber,
      saying('银行卡号是 12 至 19 位，校验位要对，请逐位核对', 'does not check: compare it digit by digit'),
    )
    .nullable(),
  ownPassword: z.string().min(1).max(200),
})

export const shownChange = z.object({
  id: z.string(),
  bank_name: z.string().nullable(),
  bank_account: z.string().nullable(),
  effectiveOn: z.string(),
  by: z.string(),
  at: z.string(),
  state: z.enum(['waiting', 'begun', 'stopped']),
  stoppedBy: z.string().nullable(),
  stopReason: z.string().nullable(),
  may: z.object({ stop: z.boolean(), seen: z.boolean() }),
})

/** Masked, with what the reader may do about it. */
export function shownOf(actor: Actor, person: string, change: CardChange): z.infer<typeof shownChange> {
  const { personSeen, financeSeen, ...rest } = change
  const may = mayDo(actor, person, change)
  return { ...rest, bank_account: hidden(rest.bank_account, 0, 4), may }
}

const byPerson = z.object({ person: z.string().min(1).max(60) })
const byChange = byPerson.extend({ change: z.string().regex(/^\d{1,18}$/) })
const done = z.object({ done: z.literal(true) })

const declared = {
  change: endpoint({
    ...{ method: 'post', path: '/people/{person}/bank-card', access: ['update', 'personal'], tags },
    summary: '登记或更换银行卡：再输入一次自己的密码；更换的卡要过等待期才生效，本人和财务都会看到',
    request: { params: byPerson, body: json(card) },
    answer: z.object({ effectiveOn: z.string() }),
  }),
  stop: endpoint({
    ...{
      method: 'post',
      path: '/people/{person}/bank-card/{change}/stop',
      access: ['read', 'personal'],
      tags,
    },
    summary: '停止一次还没有生效的银行卡更改：本人、财务或提出的人',
    request: { params: byChange, body: json(z.strictObject({ reason: z.string().trim().min(1).max(200) })) },
    answer: done,
  }),
  seen: endpoint({
    ...{
      method: 'post',
      path: '/people/{person}/bank-card/{change}/seen',
      access: ['read', 'personal'],
      tags,
    },
    summary: '知道了这次银行卡更改，不再提醒：本人，或财务',
    request: { params: byChange },
    answer: done,
  }),
}

export function bankCardRoutes(services: Services) {
  return routes()
    .openapi(declared.change, async (c) => {
      const { person } = c.req.valid('param')
      const { ownPassword, ...wanted } = c.req.valid('json')
      const { actor } = c.var
      // A key is no person whose password could be asked for again.
      if (actor.kind !== 'person') throw notAllowed('update', 'personal')
      await confirmPassword(services.db, actor, ownPassword)
      const what = { action: 'bank-card', subject: `银行卡 ${person}`, as: 'actor' as const }
      const answer = await perform(services, c, what, async (within) => {
        await refuseUnknown(within, person)
        const given = wanted.bank_account === null ? { bank_name: null, bank_account: null } : wanted
        const effectiveOn = await changeCard(within, person, given, actor.name)
        // That it changed and from when, not the number.
        return {
          answer: { effectiveOn },
          details: { person, effectiveOn, removed: given.bank_account === null },
        }
      })
      return c.json(answer, 200)
    })
    .openapi(declared.stop, async (c) => {
      const { person, change } = c.req.valid('param')
      const { reason } = c.req.valid('json')
      await decide(services, c, { person, change, may: 'stop', details: { reason } }, (within) =>
        stop(within, change, c.var.actor.name, reason),
      )
      return c.json({ done: true as const }, 200)
    })
    .openapi(declared.seen, async (c) => {
      const { person, change } = c.req.valid('param')
      await decide(services, c, { person, change, may: 'seen', details: {} }, (within) =>
        noteSeen(within, change, c.var.actor, person),
      )
      return c.json({ done: true as const }, 200)
    })
}

interface Decision {
  readonly person: string
  readonly change: string
  readonly may: 'stop' | 'seen'
  readonly details: Readonly<Record<string, string>>
}

/** As the owner, because those who decide need not be those who enter; whose it is, is found as the person first. */
async function decide(
  services: Services,
  c: Context<Env>,
  { person, change, may, details }: Decision,
  work: (db: Database) => Promise<void>,
): Promise<void> {
  const { actor } = c.var
  const latest = await lookAs(services.db, actor, (mine) => latestChange(mine, person))
  if (!latest || (latest.id !== change && may === 'seen')) throw new Refusal('not_found')
  const repeated = latest.id !== change || latest.state !== 'waiting'
  // Said twice, it is still seen.
  if (may === 'seen' && hasSeen(actor, person, latest)) {
    await once(services.db, actor, await repeatOf(c), async () => true)
    return
  }
  if (!(may === 'stop' && repeated) && !mayDo(actor, person, latest)[may]) throw new Refusal('not_found')
  const what = { action: `bank-card-${may}`, subject: `银行卡 ${person}`, as: 'owner' as const }
  await perform(services, c, what, async (within) => {
    if (may === 'stop' && repeated) throw new Refusal('card_not_waiting')
    await work(within)
    return { answer: true, details: { person, ...details } }
  })
}

function hasSeen(actor: Actor, person: string, { personSeen, financeSeen }: CardChange): boolean {
  if (actor.person === person) return personSeen
  return financeSeen && scopeOf(actor, 'approve', 'personal') === 'all'
}

/** Refuses with not_found. */
export async function refuseUnknown(db: Database, person: string): Promise<void> {
  const known = await db.query('select 1 as one from record.person where person_no = $1', [person])
  if (known.length === 0) throw new Refusal('not_found')
}
