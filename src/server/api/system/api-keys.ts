/** Keys for programs: made, listed, revoked. The key itself is told once. */
import { z } from '@hono/zod-openapi'
import { createKey, listKeys, revokeKey } from '../../../access/api-keys.ts'
import { confirmPassword } from '../../../access/user-changes.ts'
import { endpoint, json, routes } from '../endpoint.ts'
import { perform, type Services } from '../services.ts'

const tags: [string] = ['接口密钥']

const key = z.object({
  id: z.string(),
  name: z.string(),
  account: z.string(),
  account_name: z.string(),
  read_only: z.boolean(),
  state: z.enum(['valid', 'expired', 'revoked']),
  expires_at: z.string(),
  last_used_at: z.string().nullable(),
  created_by: z.string(),
  created_at: z.string(),
})

const declared = {
  list: endpoint({
    ...{ method: 'get', path: '/api-keys', access: ['read', 'api-key'], tags },
    summary: '接口密钥的列表',
    answer: z.object({ keys: z.array(key) }),
  }),
  create: endpoint({
    ...{ method: 'post', path: '/api-keys', access: ['create', 'api-key'], tags },
    summary: '建一个接口密钥，只说一次；要再输入一次自己的密码',
    request: {
      body: json(
        z.strictObject({
          name: z.string().trim().min(1).max(60),
          account: z.string().min(1).max(60),
          read_only: z.boolean(),
          days: z.number().int().min(1).max(366),
          ownPassword: z.string().min(1).max(200),
        }),
      ),
    },
    answer: z.object({ id: z.string(), key: z.string() }),
  }),
  revoke: endpoint({
    ...{ method: 'delete', path: '/api-keys/{id}', access: ['remove', 'api-key'], tags },
    summary: '作废一个接口密钥',
    request: { params: z.object({ id: z.string().min(1).max(60) }) },
    answer: z.object({ id: z.string() }),
  }),
}

export function apiKeyRoutes(services: Services) {
  const { db } = services
  return routes()
    .openapi(declared.list, async (c) => c.json({ keys: await listKeys(db) }, 200))
    .openapi(declared.create, async (c) => {
      const { name, account, read_only: readOnly, days, ownPassword } = c.req.valid('json')
      await confirmPassword(db, c.var.actor, ownPassword)
      let secret = ''
      const what = { action: 'api-key-create', subject: `接口密钥 ${name}`, as: 'owner' as const }
      const { id } = await perform(services, c, what, async (within) => {
        const made = await createKey(within, c.var.actor, { name, account, readOnly, days })
        secret = made.key
        return { answer: { id: made.id }, details: { account, readOnly, days } }
      })
      return c.json({ id, key: secret }, 200)
    })
    .openapi(declared.revoke, async (c) => {
      const { id } = c.req.valid('param')
      const [key] = (await listKeys(db)).filter((own) => own.id === id)
      const subject = `接口密钥 ${key?.name ?? id}`
      const what = { action: 'api-key-revoke', subject, as: 'owner' as const }
      await perform(services, c, what, async (within) => {
        const name = await revokeKey(within, id)
        return { answer: { id }, details: { name } }
      })
      return c.json({ id }, 200)
    })
}
