/** Accounts: who has one, which roles, since when; a new password; closing one. */
import { z } from '@hono/zod-openapi'
import { createAccount, endSignIns } from '../../../access/accounts.ts'
import { permissions, resources } from '../../../access/permissions.ts'
import { roleIds, roles } from '../../../access/roles.ts'
import {
  confirmPassword,
  oneTimePassword,
  resetPassword,
  resetSecondFactor,
  setActive,
  setRoles,
} from '../../../access/user-changes.ts'
import { listUsers, readUser } from '../../../access/users.ts'
import { Refusal } from '../../../records/refusal.ts'
import { allowed, role } from '../access-shapes.ts'
import { endpoint, json, routes } from '../endpoint.ts'
import { listQuery, readFilter } from '../listing.ts'
import { saying } from '../mistakes.ts'
import { perform, type Services } from '../services.ts'

const tags: [string] = ['用户与角色']
const day = z.iso.date()
const password = z.string().min(1).max(200)

const grant = z.object({ role, from: z.string(), to: z.string().nullable(), by: z.string() })

const user = z
  .object({
    id: z.string(),
    name: z.string(),
    sign_in_name: z.string(),
    person: z.string().nullable(),
    state: z.enum(['open', 'closed', 'left']),
    left_on: z.string().nullable(),
    roles: z.array(grant).readonly(),
    must_change_password: z.boolean(),
    two_factor: z.boolean(),
    last_sign_in: z.string().nullable(),
    sign_ins: z.number(),
    created_by: z.string(),
    created_at: z.string(),
  })
  .openapi('User')

const wantedGrant = z
  .strictObject({ role, from: day, to: day.nullable() })
  .refine(
    ({ from, to }) => to === null || to >= from,
    saying('结束日不能早于开始日', 'ends before it begins'),
  )

const byId = { params: z.object({ id: z.string().min(1).max(60) }) }
const confirmed = { ...byId, body: json(z.strictObject({ ownPassword: password })) }
const said = z.object({ id: z.string(), password: z.string() })
const done = z.object({ id: z.string() })

const declared = {
  list: endpoint({
    ...{ method: 'get', path: '/accounts', access: ['read', 'account'], tags },
    summary: '账号的列表；filter 里可以有 role 和 state',
    request: { query: listQuery.omit({ format: true }) },
    answer: z.object({ rows: z.array(user), total: z.number(), sums: z.record(z.string(), z.string()) }),
  }),
  read: endpoint({
    ...{ method: 'get', path: '/accounts/{id}', access: ['read', 'account'], tags },
    summary: '一个账号',
    request: byId,
    answer: user,
  }),
  create: endpoint({
    ...{ method: 'post', path: '/accounts', access: ['create', 'account'], tags },
    summary: '建一个账号；一次性密码只在这里说一次',
    request: {
      body: json(
        z.strictObject({
          sign_in_name: z
            .string()
            .trim()
            .regex(/^[^\s@]{1,60}(@[^\s@]{1,100})?$/, '登录名用工号或邮箱，不能有空格'),
          person: z.string().max(60).nullable(),
          name: z.string().trim().min(1).max(60),
          roles: z.array(role).max(roleIds.length),
        }),
      ),
    },
    answer: said,
  }),
  roles: endpoint({
    ...{ method: 'put', path: '/accounts/{id}/roles', access: ['update', 'account'], tags },
    summary: '从今天起的角色，各从哪天到哪天；要再输入一次自己的密码',
    request: {
      ...byId,
      body: json(z.strictObject({ roles: z.array(wantedGrant).max(40), ownPassword: password })),
    },
    answer: user,
  }),
  active: endpoint({
    ...{ method: 'put', path: '/accounts/{id}/active', access: ['update', 'account'], tags },
    summary: '停用或重新启用',
    request: { ...byId, body: json(z.strictObject({ active: z.boolean() })) },
    answer: user,
  }),
  password: endpoint({
    ...{ method: 'post', path: '/accounts/{id}/password', access: ['update', 'account'], tags },
    summary: '换一个一次性密码，只说一次；要再输入一次自己的密码',
    request: confirmed,
    answer: said,
  }),
  totp: endpoint({
    ...{ method: 'post', path: '/accounts/{id}/second-factor-reset', access: ['update', 'account'], tags },
    summary: '去掉丢了手机的人的两步验证；要再输入一次自己的密码',
    request: confirmed,
    answer: user,
  }),
  signOut: endpoint({
    ...{ method: 'delete', path: '/accounts/{id}/sign-ins', access: ['update', 'account'], tags },
    summary: '让这个账号的登录全部失效',
    request: byId,
    answer: done,
  }),
  permissions: endpoint({
    ...{ method: 'get', path: '/permissions', access: ['read', 'account'], tags },
    summary: '权限表：角色 × 内容 × 动作 → 范围',
    answer: z.object({
      roles: z.array(z.object({ id: role, label: z.string(), english: z.string() })),
      resources: z.array(
        z.object({
          id: z.string(),
          label: z.string(),
          rules: z.partialRecord(role, allowed),
        }),
      ),
    }),
  }),
}

export function accountRoutes(services: Services) {
  const { db } = services
  const subject = (id: string) => readUser(db, id).then(({ name }) => `账号 ${name}`)
  return routes()
    .openapi(declared.list, async (c) => {
      const { filter, q, sort, page, size } = c.req.valid('query')
      const { role: held, state } = readFilter(filter)
      const found = await listUsers(db, { q, sort, page, size, role: listOf(held), state: listOf(state) })
      return c.json({ ...found, sums: {} }, 200)
    })
    .openapi(declared.permissions, (c) =>
      c.json(
        {
          roles: roleIds.map((id) => ({ id, ...roles[id] })),
          resources: resources.map((id) => ({ id, ...permissions[id] })),
        },
        200,
      ),
    )
    .openapi(declared.read, async (c) => c.json(await readUser(db, c.req.valid('param').id), 200))
    .openapi(declared.create, async (c) => {
      const { sign_in_name: signInName, person, name, roles: held } = c.req.valid('json')
      let secret = ''
      const displayName = person === null ? name : `${await personName(services, person)}（${person}）`
      const what = { action: 'account-create', subject: `账号 ${displayName}`, as: 'owner' as const }
      // Told once: a repetition is answered without it.
      const { id } = await perform(services, c, what, async (within) => {
        secret = oneTimePassword()
        const made = await createAccount(within, {
          ...{ signInName, person, displayName, roles: held, password: secret },
          ...{ mustChangePassword: true, createdBy: c.var.actor.name },
        })
        return { answer: { id: made }, details: { signInName, person, roles: held } }
      })
      return c.json({ id, password: secret }, 200)
    })
    .openapi(declared.roles, async (c) => {
      const { id } = c.req.valid('param')
      const { roles: wanted, ownPassword } = c.req.valid('json')
      await confirmPassword(db, c.var.actor, ownPassword)
      const before = await readUser(db, id)
      const what = { action: 'account-roles', subject: await subject(id), as: 'owner' as const }
      await perform(services, c, what, async (within) => {
        await setRoles(within, c.var.actor, id, wanted)
        const after = await readUser(within, id)
        return { answer: { id }, details: { before: brief(before.roles), after: brief(after.roles) } }
      })
      return c.json(await readUser(db, id), 200)
    })
    .openapi(declared.active, async (c) => {
      const { id } = c.req.valid('param')
      const { active } = c.req.valid('json')
      const action = active ? 'account-open' : 'account-close'
      await perform(services, c, { action, subject: await subject(id), as: 'owner' }, async (within) => {
        await setActive(within, c.var.actor, id, active)
        return { answer: { id } }
      })
      return c.json(await readUser(db, id), 200)
    })
    .openapi(declared.password, async (c) => {
      const { id } = c.req.valid('param')
      await confirmPassword(db, c.var.actor, c.req.valid('json').ownPassword)
      const what = { action: 'account-password', subject: await subject(id), as: 'owner' as const }
      let secret = ''
      await perform(services, c, what, async (within) => {
        secret = await resetPassword(within, c.var.actor, id)
        return { answer: { id } }
      })
      return c.json({ id, password: secret }, 200)
    })
    .openapi(declared.totp, async (c) => {
      const { id } = c.req.valid('param')
      await confirmPassword(db, c.var.actor, c.req.valid('json').ownPassword)
      const what = { action: 'account-totp-reset', subject: await subject(id), as: 'owner' as const }
      await perform(services, c, what, async (within) => {
        await resetSecondFactor(within, c.var.actor, id)
        return { answer: { id } }
      })
      return c.json(await readUser(db, id), 200)
    })
    .openapi(declared.signOut, async (c) => {
      const { id } = c.req.valid('param')
      const what = { action: 'account-sign-out', subject: await subject(id), as: 'owner' as const }
      await perform(services, c, what, async (within) => {
        await endSignIns(within, id)
        return { answer: { id } }
      })
      return c.json({ id }, 200)
    })
}

const brief = (held: readonly { role: string; from: string; to: string | null }[]) =>
  held.map(({ role: own, from, to }) => `${own} ${from}–${to ?? ''}`)

function listOf(filter: unknown): string[] | undefined {
  if (typeof filter === 'string') return [filter]
  return Array.isArray(filter) ? filter.map(String) : undefined
}

async function personName({ db }: Services, person: string): Promise<string> {
  const [row] = await db.query<{ name: string }>('select name from record.person where person_no = $1', [
    person,
  ])
  if (!row) throw new Refusal('person_unknown', { person })
  return row.name
}
