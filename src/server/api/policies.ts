/** Policies: versions to read, what may be written in them, and when they end. Drafts: policy-drafts.ts. */
import { z } from '@hono/zod-openapi'
import { type Actor, allow, scopeOf } from '../../access/actor.ts'
import { asSystem, lookAs } from '../../access/as-actor.ts'
import { lawOf } from '../../settlement/policy-approval.ts'
import { drafts } from '../../settlement/policy-draft.ts'
import {
  endVersion,
  periodsOf,
  trialPeriods,
  versions,
  versionWithDocument,
} from '../../settlement/policy-history.ts'
import { wordsOf } from '../../settlement/words.ts'
import { endpoint, json, routes } from './endpoint.ts'
import { day, draft, id, law, version } from './policy-shapes.ts'
import { perform, type Services } from './services.ts'

const tags: [string] = ['制度']

const declared = {
  list: endpoint({
    method: 'get',
    path: '/policies',
    access: ['read', 'policy'],
    tags,
    summary: '制度和它们的版本；可以写草案的人也看到草案',
    answer: z.object({
      versions: z.array(version),
      drafts: z.array(draft),
      periods: z.array(z.object({ period: z.string(), status: z.string() })),
      /** Months a draft can be tried on, settled or not. */
      trialPeriods: z.array(z.string()),
      may: z.object({ create: z.boolean(), drafts: z.boolean(), decide: z.boolean(), end: z.boolean() }),
    }),
  }),
  vocabulary: endpoint({
    method: 'get',
    path: '/policies/vocabulary',
    access: ['read', 'policy'],
    tags,
    summary: '制度里可以用的对象和字段',
    answer: z.object({ objects: z.array(z.unknown()) }),
  }),
  read: endpoint({
    method: 'get',
    path: '/policies/versions/{id}',
    access: ['read', 'policy'],
    tags,
    summary: '一个版本的全文',
    request: { params: z.object({ id }) },
    answer: z.object({
      version,
      document: z.string(),
      law: z.array(law),
      may: z.object({ draft: z.boolean(), end: z.boolean() }),
    }),
  }),
  end: endpoint({
    method: 'post',
    path: '/policies/versions/{id}/end',
    access: ['approve', 'policy'],
    tags,
    summary: '写明一个版本的最后一天',
    request: { params: z.object({ id }), body: json(z.strictObject({ to: day })) },
    answer: version,
  }),
}

export function policyRoutes(services: Services) {
  const { db } = services
  return routes()
    .openapi(declared.list, async (c) => {
      const { actor } = c.var
      const sees = scopeOf(actor, 'read', 'policy-draft') !== undefined
      const found = await lookAs(db, actor, async (within) => ({
        drafts: sees ? await drafts(within) : [],
        // Which versions closed which months says nothing about anybody's pay.
        ...(await asSystem(within, async (system) => ({
          versions: await versions(system),
          periods: sees ? await periodsOf(system) : [],
          trialPeriods: sees ? await trialPeriods(system) : [],
        }))),
      }))
      const may = {
        create: can(actor, 'create'),
        drafts: sees,
        decide: mayDecide(actor),
        end: mayDecide(actor),
      }
      return c.json({ ...found, drafts: [...found.drafts], may }, 200)
    })
    .openapi(declared.vocabulary, (c) => {
      // How the records are read stays here; the checker needs the words only.
      const objects = wordsOf('').objects.map(({ parts: _, within: __, ...object }) => ({
        ...object,
        source: '',
      }))
      return c.json({ objects }, 200)
    })
    .openapi(declared.read, async (c) => {
      const { actor } = c.var
      const found = await lookAs(db, actor, (within) =>
        asSystem(within, (system) => versionWithDocument(system, c.req.valid('param').id)),
      )
      const { document, ...rest } = found
      const sees = scopeOf(actor, 'read', 'policy-draft') !== undefined
      const warnings = sees ? await lawOf(db, document) : []
      return c.json(
        {
          version: rest,
          document,
          law: warnings,
          may: { draft: can(actor, 'create'), end: mayDecide(actor) },
        },
        200,
      )
    })
    .openapi(declared.end, async (c) => {
      const { to } = c.req.valid('json')
      const known = await versionWithDocument(db, c.req.valid('param').id)
      const subject = `制度 ${known.policy} ${known.version}`
      const ended = await perform(services, c, { action: 'end', subject, as: 'owner' }, async (within) => ({
        answer: await endVersion(within, known.id, to),
        details: { before: known.to, to },
      }))
      return c.json(ended, 200)
    })
}

function can(actor: Actor, verb: 'create' | 'update' | 'remove'): boolean {
  return !actor.readOnly && scopeOf(actor, verb, 'policy-draft') !== undefined
}

/** A key never approves. */
function mayDecide(actor: Actor): boolean {
  try {
    allow(actor, 'approve', 'policy')
    return true
  } catch {
    return false
  }
}
