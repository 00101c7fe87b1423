/** One box that finds people, contracts, customers, products and clauses. */
import { z } from '@hono/zod-openapi'
import { scopeOf } from '../../access/actor.ts'
import { lookAs } from '../../access/as-actor.ts'
import { search, searchClauses } from '../../publication/search.ts'
import { endpoint, routes } from './endpoint.ts'
import type { Services } from './services.ts'

const found = z.object({
  kind: z.enum(['contract', 'customer', 'person', 'product', 'clause']),
  title: z.string(),
  detail: z.string(),
  to: z.string(),
})

const declared = endpoint({
  method: 'get',
  path: '/search',
  access: 'signed-in',
  tags: ['查找'],
  summary: '按编号或名称查找自己看得到的人、合同、客户、产品和制度条款',
  request: { query: z.strictObject({ q: z.string().trim().min(1).max(60) }) },
  answer: z.object({ rows: z.array(found) }),
})

export function searchRoutes({ db, versionOf }: Services) {
  return routes().openapi(declared, async (c) => {
    const { q } = c.req.valid('query')
    const { actor } = c.var
    const records = await lookAs(db, actor, (within) => search(within, q))
    const clauses = scopeOf(actor, 'read', 'policy') ? await searchClauses(db, versionOf, q) : []
    return c.json({ rows: [...records, ...clauses] }, 200)
  })
}
