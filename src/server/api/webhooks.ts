/** Webhooks: who is told of what, a test, and the log of deliveries. For administrators. */
import { randomBytes } from 'node:crypto'
import { z } from '@hono/zod-openapi'
import { announce, webhookEvents } from '../../publication/announce.ts'
import { Refusal } from '../../records/refusal.ts'
import { allowedHosts } from '../webhooks/deliver.ts'
import { webhooks } from '../webhooks/errand.ts'
import { checkHost, checkTarget, hostsSetting, readHosts } from '../webhooks/target.ts'
import { endpoint, json, routes } from './endpoint.ts'
import { perform, type Services } from './services.ts'

const tags: [string] = ['Webhook']
const event = z.enum(webhookEvents)
const byId = { params: z.object({ id: z.uuid() }) }
const id = z.object({ id: z.string() })

const subscription = z.object({
  id: z.string(),
  url: z.string(),
  events: z.array(event),
  active: z.boolean(),
  createdBy: z.string(),
  createdAt: z.string(),
  waiting: z.number(),
  failed: z.number(),
})

const delivery = z.object({
  id: z.string(),
  event: z.string(),
  status: z.enum(['waiting', 'delivered', 'failed']),
  attempts: z.number(),
  answerStatus: z.number().nullable(),
  error: z.string().nullable(),
  createdAt: z.string(),
  lastAt: z.string().nullable(),
  nextAt: z.string().nullable(),
})

const declared = {
  list: endpoint({
    method: 'get',
    path: '/webhooks',
    access: ['read', 'setting'],
    tags,
    summary: '订阅和允许的主机',
    answer: z.object({ subscriptions: z.array(subscription), hosts: z.array(z.string()) }),
  }),
  hosts: endpoint({
    method: 'put',
    path: '/webhooks/hosts',
    access: ['update', 'setting'],
    tags,
    summary: '设定允许发送到的主机',
    request: { body: json(z.strictObject({ hosts: z.array(z.string().trim().min(1).max(253)).max(50) })) },
    answer: z.object({ hosts: z.array(z.string()) }),
  }),
  create: endpoint({
    method: 'post',
    path: '/webhooks',
    access: ['update', 'setting'],
    tags,
    summary: '新增订阅；签名密钥只显示这一次',
    request: {
      body: json(z.strictObject({ url: z.string().max(500), events: z.array(event).min(1) })),
    },
    answer: z.object({ id: z.string(), secret: z.string() }),
  }),
  update: endpoint({
    method: 'patch',
    path: '/webhooks/{id}',
    access: ['update', 'setting'],
    tags,
    summary: '停用或启用订阅',
    request: { ...byId, body: json(z.strictObject({ active: z.boolean() })) },
    answer: id,
  }),
  remove: endpoint({
    method: 'delete',
    path: '/webhooks/{id}',
    access: ['update', 'setting'],
    tags,
    summary: '删除订阅和它的发送记录',
    request: byId,
    answer: id,
  }),
  test: endpoint({
    method: 'post',
    path: '/webhooks/{id}/tests',
    access: ['update', 'setting'],
    tags,
    summary: '发送一次测试',
    request: byId,
    answer: id,
  }),
  deliveries: endpoint({
    method: 'get',
    path: '/webhooks/{id}/deliveries',
    access: ['read', 'setting'],
    tags,
    summary: '最近的发送记录',
    request: byId,
    answer: z.object({ deliveries: z.array(delivery) }),
  }),
}

export function webhookRoutes(services: Services) {
  const { db, jobs } = services
  return routes()
    .openapi(declared.list, async (c) => {
      const subscriptions = await db.query<z.infer<typeof subscription>>(
        `select subscription_id as id, url, events, active, created_by as "createdBy", created_at as "createdAt",
           (select count(*)::int from webhook.delivery d where d.subscription_id = s.subscription_id and d.status = 'waiting') as waiting,
           (select count(*)::int from webhook.delivery d where d.subscription_id = s.subscription_id and d.status = 'failed') as failed
         from webhook.subscription s order by s.created_at`,
      )
      return c.json({ subscriptions, hosts: [...(await allowedHosts(db))] }, 200)
    })
    .openapi(declared.hosts, async (c) => {
      const hosts = [...readHosts(c.req.valid('json').hosts.join(' '))]
      hosts.forEach(checkHost)
      const what = { action: 'update', subject: '事件通知允许的地址', as: 'owner' as const }
      const answer = await perform(services, c, what, async (within) => {
        await within.query(
          `insert into access.setting (name, value, set_by) values ($1, $2, $3)
           on conflict (name) do update set value = excluded.value, set_by = excluded.set_by, set_at = now()`,
          [hostsSetting, hosts.join('\n'), c.var.actor.name],
        )
        return { answer: { hosts }, details: { hosts } }
      })
      return c.json(answer, 200)
    })
    .openapi(declared.create, async (c) => {
      const { url: given, events } = c.req.valid('json')
      const url = checkTarget(given, await allowedHosts(db)).href
      const secret = `whsec_${randomBytes(32).toString('base64url')}`
      const what = { action: 'create', subject: `webhook ${url}`, as: 'owner' as const }
      const created = await perform(services, c, what, async (within) => {
        const [row] = await within.query<{ id: string }>(
          `insert into webhook.subscription (url, events, secret, created_by) values ($1, $2::text[], $3, $4)
           returning subscription_id as id`,
          [url, [...new Set(events)], secret, c.var.actor.name],
        )
        // The answer is kept for a repeated request; the secret is not, so it is not part of it.
        return { answer: { id: row?.id ?? '' }, details: { url, events } }
      })
      const [kept] = await db.query<{ secret: string }>(
        'select secret from webhook.subscription where subscription_id = $1::uuid',
        [created.id],
      )
      return c.json({ id: created.id, secret: kept?.secret === secret ? secret : '' }, 200)
    })
    .openapi(declared.update, async (c) => {
      const { id: wanted } = c.req.valid('param')
      const { active } = c.req.valid('json')
      const what = { action: 'update', subject: `webhook ${wanted}`, as: 'owner' as const }
      const answer = await perform(services, c, what, async (within) => {
        const found = await within.query(
          'update webhook.subscription set active = $2 where subscription_id = $1::uuid returning url',
          [wanted, active],
        )
        if (found.length === 0) throw new Refusal('not_found')
        return { answer: { id: wanted }, details: { active } }
      })
      if (active) await jobs.wake(webhooks)
      return c.json(answer, 200)
    })
    .openapi(declared.remove, async (c) => {
      const { id: wanted } = c.req.valid('param')
      const what = { action: 'remove', subject: `webhook ${wanted}`, as: 'owner' as const }
      const answer = await perform(services, c, what, async (within) => {
        const [gone] = await within.query<{ url: string }>(
          'delete from webhook.subscription where subscription_id = $1::uuid returning url',
          [wanted],
        )
        if (!gone) throw new Refusal('not_found')
        return { answer: { id: wanted }, details: { url: gone.url } }
      })
      return c.json(answer, 200)
    })
    .openapi(declared.test, async (c) => {
      const { id: wanted } = c.req.valid('param')
      const what = { action: 'test', subject: `webhook ${wanted}`, as: 'owner' as const }
      const answer = await perform(services, c, what, async (within) => {
        const found = await within.query(
          'select 1 as one from webhook.subscription where subscription_id = $1::uuid and active',
          [wanted],
        )
        if (found.length === 0) throw new Refusal('not_found')
        await announce(within, 'test', { by: c.var.actor.name }, wanted)
        return { answer: { id: wanted } }
      })
      await jobs.wake(webhooks)
      return c.json(answer, 200)
    })
    .openapi(declared.deliveries, async (c) => {
      const deliveries = await db.query<z.infer<typeof delivery>>(
        `select delivery_id as id, event, status, attempts, answer_status as "answerStatus", error,
           created_at as "createdAt", last_at as "lastAt", next_at as "nextAt"
         from webhook.delivery where subscription_id = $1::uuid order by webhook.delivery.created_at desc limit 50`,
        [c.req.valid('param').id],
      )
      return c.json({ deliveries }, 200)
    })
}
