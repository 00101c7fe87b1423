/** Drafts of policies: writing, submitting, deciding. */
import { z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { type Actor, allow, scopeOf } from '../../access/actor.ts'
import { asActor } from '../../access/as-actor.ts'
import type { Database } from '../../records/database.ts'
import { readPeriod } from '../../settlement/aside.ts'
import { effectOf } from '../../settlement/effect.ts'
import {
  approveDraft,
  lawOf,
  lawOfDraft,
  readyToSubmit,
  refuseDraft,
  requireReason,
} from '../../settlement/policy-approval.ts'
import {
  type Draft,
  type DraftEffect,
  discardDraft,
  draftById,
  draftFrom,
  newDraft,
  saveDraft,
  submitDraft,
  withdrawDraft,
} from '../../settlement/policy-draft.ts'
import { versionWithDocument } from '../../settlement/policy-history.ts'
import { policyTemplates } from '../../settlement/policy-templates.ts'
import { endpoint, json, routes } from './endpoint.ts'
import { document, draftAnswer, id, reason } from './policy-shapes.ts'
import { type Env, perform, type Services } from './services.ts'

const tags: [string] = ['制度']
const params = z.object({ id })

const route = <P extends string>(
  method: 'post' | 'put' | 'delete',
  path: P,
  verb: 'create' | 'update' | 'remove',
  summary: string,
) => ({ method, path, access: [verb, 'policy-draft'], tags, summary, answer: draftAnswer }) as const

const declared = {
  templates: endpoint({
    method: 'get',
    path: '/policies/templates',
    access: ['create', 'policy-draft'],
    tags,
    summary: '随附的制度，起草时可以从它们开始',
    answer: z.object({
      templates: z.array(z.object({ name: z.string(), version: z.string(), document: z.string() })),
    }),
  }),
  read: endpoint({
    method: 'get',
    path: '/policies/drafts/{id}',
    access: ['read', 'policy-draft'],
    tags,
    summary: '一份草案的全文、法律提醒，和可以做什么',
    request: { params },
    answer: draftAnswer,
  }),
  create: endpoint({
    ...route('post', '/policies/drafts', 'create', '起草：改一个版本，或新写一份'),
    request: {
      body: json(z.union([z.strictObject({ basedOn: id }), z.strictObject({ document })])),
    },
  }),
  save: endpoint({
    ...route('put', '/policies/drafts/{id}', 'update', '保存；别人在你打开之后保存过的会被拒绝'),
    request: { params, body: json(z.strictObject({ revision: z.number().int(), document })) },
  }),
  submit: endpoint({
    ...route('post', '/policies/drafts/{id}/submit', 'update', '提交批准'),
    request: {
      params,
      body: json(
        z.strictObject({
          revision: z.number().int(),
          summary: reason.min(1),
          consultation: reason.default(''),
          overrideReason: reason.default(''),
        }),
      ),
    },
  }),
  withdraw: endpoint({
    ...route('post', '/policies/drafts/{id}/withdraw', 'update', '收回，接着写'),
    request: { params },
  }),
  discard: endpoint({
    ...route('delete', '/policies/drafts/{id}', 'remove', '放弃草案'),
    request: { params },
    answer: z.object({ id: z.number() }),
  }),
  approve: endpoint({
    method: 'post',
    path: '/policies/drafts/{id}/approve',
    access: ['approve', 'policy'],
    tags,
    summary: '批准并发布',
    request: {
      params,
      body: json(
        z.strictObject({
          digest: z.string().length(64),
          acknowledged: z.array(z.string().max(2000)).max(1000),
          reason: reason.default(''),
        }),
      ),
    },
    answer: draftAnswer,
  }),
  refuse: endpoint({
    method: 'post',
    path: '/policies/drafts/{id}/refuse',
    access: ['approve', 'policy'],
    tags,
    summary: '退回并说明理由',
    request: { params, body: json(z.strictObject({ reason: reason.min(1) })) },
    answer: draftAnswer,
  }),
}

export function policyDraftRoutes(services: Services) {
  const { db } = services
  /** One change of a draft and what it is then; `as: 'owner'` where more than the draft is written. */
  const change = async (
    c: Context<Env>,
    { action, subject, as = 'actor' }: { action: string; subject: string; as?: 'actor' | 'owner' },
    work: (within: Database) => Promise<Draft>,
  ) => {
    const draft = await perform(services, c, { action, subject, as }, async (within) => {
      const { document: text, ...answer } = await work(within)
      const { id: number, revision, digest, version } = answer
      return { answer: { ...answer, document: text }, details: { draft: number, revision, digest, version } }
    })
    return present(db, c.var.actor, draft)
  }
  const known = (c: Context<Env>, number: number) =>
    asActor(db, c.var.actor, (within) => draftById(within, number))

  return routes()
    .openapi(declared.templates, async (c) => c.json({ templates: await policyTemplates() }, 200))
    .openapi(declared.read, async (c) => {
      const draft = await known(c, c.req.valid('param').id)
      return c.json(await present(db, c.var.actor, draft), 200)
    })
    .openapi(declared.create, async (c) => {
      const body = c.req.valid('json')
      const { name } = c.var.actor
      const subject = 'basedOn' in body ? subjectOf(await versionWithDocument(db, body.basedOn)) : '新制度'
      const made = await change(c, { action: 'draft', subject, as: 'owner' }, (within) =>
        'basedOn' in body ? draftFrom(within, body.basedOn, name) : newDraft(within, body.document, name),
      )
      return c.json(made, 200)
    })
    .openapi(declared.save, async (c) => {
      const { id: number } = c.req.valid('param')
      const subject = subjectOf(await known(c, number))
      const editor = c.var.actor.name
      const given = { id: number, ...c.req.valid('json'), editor }
      return c.json(await change(c, { action: 'update', subject }, (within) => saveDraft(within, given)), 200)
    })
    .openapi(declared.submit, async (c) => {
      const given = { id: c.req.valid('param').id, ...c.req.valid('json'), by: c.var.actor.name }
      const draft = await known(c, given.id)
      await readyToSubmit(db, draft)
      const effect = await effectOn(db, draft)
      const consulted = given.consultation !== ''
      requireReason(
        await lawOf(db, draft.document, { consulted, losers: effect?.totals.loses ?? 0 }),
        given.overrideReason,
      )
      const what = { action: 'submit', subject: subjectOf(draft) }
      return c.json(await change(c, what, (within) => submitDraft(within, { ...given, effect })), 200)
    })
    .openapi(declared.withdraw, async (c) => {
      const draft = await known(c, c.req.valid('param').id)
      const what = { action: 'withdraw', subject: subjectOf(draft) }
      return c.json(await change(c, what, (within) => withdrawDraft(within, draft.id)), 200)
    })
    .openapi(declared.discard, async (c) => {
      const draft = await known(c, c.req.valid('param').id)
      const what = { action: 'discard', subject: subjectOf(draft), as: 'actor' as const }
      const answer = await perform(services, c, what, async (within) => {
        const { document: text, digest } = await discardDraft(within, draft.id)
        return { answer: { id: draft.id }, details: { digest, document: text } }
      })
      return c.json(answer, 200)
    })
    .openapi(declared.approve, async (c) => {
      const given = { id: c.req.valid('param').id, ...c.req.valid('json'), by: c.var.actor.name }
      const what = { action: 'approve', subject: subjectOf(await known(c, given.id)), as: 'owner' as const }
      return c.json(await change(c, what, (within) => approveDraft(within, given)), 200)
    })
    .openapi(declared.refuse, async (c) => {
      const draft = await known(c, c.req.valid('param').id)
      const what = { action: 'refuse', subject: subjectOf(draft), as: 'owner' as const }
      const { reason: why } = c.req.valid('json')
      return c.json(
        await change(c, what, (within) => refuseDraft(within, draft.id, c.var.actor.name, why)),
        200,
      )
    })
}

const subjectOf = ({ policy, version }: { policy: string; version: string }) => `制度 ${policy} ${version}`

async function present(db: Database, actor: Actor, { document: text, ...draft }: Draft) {
  const law = await lawOfDraft(db, { ...draft, document: text })
  return { draft, document: text, law, may: mayOf(actor, draft) }
}

function mayOf(actor: Actor, { state, editors, author, submittedBy }: Omit<Draft, 'document'>) {
  const writes = !actor.readOnly && scopeOf(actor, 'update', 'policy-draft') !== undefined
  const wrote = [author, submittedBy, ...editors].includes(actor.name)
  return {
    edit: writes && state !== 'approved',
    submit: writes && state === 'draft',
    withdraw: writes && state === 'submitted',
    discard: writes && state !== 'approved',
    decide: state === 'submitted' && !wrote && approves(actor),
  }
}

function approves(actor: Actor): boolean {
  try {
    return allow(actor, 'approve', 'policy') !== undefined
  } catch {
    return false
  }
}

/** What it would have changed in the last settled month, for whoever decides; undefined where nothing is settled yet. */
async function effectOn(db: Database, draft: Draft): Promise<DraftEffect | undefined> {
  if (draft.basedOn === null) return undefined
  const { policy, document: before } = await versionWithDocument(db, draft.basedOn)
  const [last] = await db.query<{ period: string }>(
    `select period from settlement.run where policy = $1 and kind = 'regular'
     order by (status in ('closed', 'paid')) desc, period desc limit 1`,
    [policy],
  )
  if (!last) return undefined
  const effect = await effectOf(db, { before, after: draft.document, period: readPeriod(last.period) })
  return { period: effect.period, totals: effect.totals, problems: effect.problems }
}
