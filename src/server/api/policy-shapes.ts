/** What the routes of policies take and answer. */
import { z } from '@hono/zod-openapi'

const nullable = z.string().nullable()

export const totals = z.object({
  gains: z.number(),
  loses: z.number(),
  same: z.number(),
  unknown: z.number(),
  before: z.string(),
  after: z.string(),
  difference: z.string(),
  gained: z.string(),
  lost: z.string(),
})

export const version = z
  .object({
    id: z.number(),
    policy: z.string(),
    version: z.string(),
    state: z.enum(['future', 'in-force', 'ended']),
    digest: z.string(),
    from: nullable,
    to: nullable,
    publishedBy: z.string(),
    publishedAt: z.string(),
    approvedBy: nullable,
    approvedAt: nullable,
    firstClosed: nullable,
    lastClosed: nullable,
    closedCount: z.number(),
  })
  .openapi('PolicyVersion')

export const draft = z
  .object({
    id: z.number(),
    policy: z.string(),
    version: z.string(),
    basedOn: z.number().nullable(),
    basedOnVersion: nullable,
    state: z.enum(['draft', 'submitted', 'approved', 'refused']),
    revision: z.number(),
    digest: z.string(),
    author: z.string(),
    editors: z.array(z.string()).readonly(),
    createdAt: z.string(),
    updatedBy: z.string(),
    updatedAt: z.string(),
    submittedBy: nullable,
    submittedAt: nullable,
    summary: nullable,
    consultation: nullable,
    overrideReason: nullable,
    effect: z.object({ period: z.string(), totals, problems: z.number() }).nullable(),
    decidedBy: nullable,
    decidedAt: nullable,
    decisionReason: nullable,
    acknowledged: z
      .array(z.object({ id: z.string(), code: z.string(), by: z.string(), at: z.string() }))
      .readonly()
      .nullable(),
    versionId: z.number().nullable(),
  })
  .openapi('PolicyDraft')

export const law = z
  .object({
    id: z.string(),
    code: z.string(),
    level: z.enum(['error', 'warning']),
    region: z.string(),
    articles: z.string(),
    text: z.string(),
    english: z.string(),
    clause: z.string(),
    quote: z.string(),
    from: z.number(),
    to: z.number(),
  })
  .openapi('LawWarning')

export const mayOfDraft = z.object({
  edit: z.boolean(),
  submit: z.boolean(),
  withdraw: z.boolean(),
  discard: z.boolean(),
  decide: z.boolean(),
})

export const draftAnswer = z.object({
  draft,
  document: z.string(),
  law: z.array(law),
  may: mayOfDraft,
})

export const document = z.string().min(1).max(400_000)
export const reason = z.string().trim().max(4000)
export const day = z.iso.date()
export const period = z.string().regex(/^\d{4}(-(\d{2}|Q[1-4]|H[12]))?$/)
export const id = z.coerce.number().int().min(1).max(2_000_000_000)

/** A document by where it is: a version or a draft. */
export const which = z
  .string()
  .regex(/^d?\d{1,9}$/)
  .describe('版本的编号，或 d 加草案的编号')

export const live = z.object({
  against: z.object({ version: z.string(), settled: z.boolean() }).optional(),
  values: z
    .array(
      z.object({
        object: z.string(),
        key: z.string(),
        variable: z.string(),
        unit: z.string(),
        clause: z.string(),
        before: nullable,
        after: nullable,
        payable: z.boolean(),
      }),
    )
    .readonly(),
  more: z.boolean(),
  problems: z
    .array(z.object({ object: z.string(), key: z.string(), variable: z.string(), message: z.string() }))
    .readonly(),
})
