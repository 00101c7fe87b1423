/** What the appraisal's routes take and answer. */
import { z } from '@hono/zod-openapi'
import { runStatuses } from '../../settlement/states.ts'

export const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/)
export const personNumber = z.string().min(1).max(60)
export const state = z.enum(['open', 'reviewed', 'closed'])
const decimal = z.string().nullable()

const scoreCell = z.object({
  score: decimal,
  origin: z.enum(['computed', 'entered', 'default', 'none']),
  measure: decimal,
  open: z.boolean(),
  entered: decimal,
  version: z.string().nullable(),
  enteredBy: z.string().nullable(),
  overrides: z.boolean(),
})

const work = z.object({ due: z.number(), done: z.number(), version: z.string() }).nullable()

const row = z.object({
  number: z.string(),
  name: z.string(),
  unitCode: z.string().nullable(),
  unit: z.string().nullable(),
  position: z.string().nullable(),
  kind: z.enum(['selling', 'managing']),
  leftOn: z.string().nullable(),
  cells: z.object({
    papers: scoreCell.optional(),
    complaints: scoreCell.optional(),
    collection: scoreCell.optional(),
    team: scoreCell.optional(),
    company: scoreCell.optional(),
    cooperation: scoreCell.optional(),
  }),
  total: decimal,
  rate: decimal,
  work: z.object({ daily: work, weekly: work }),
  raise: z
    .object({
      points: z.string(),
      reason: z.string(),
      proposedBy: z.string(),
      approvedBy: z.string().nullable(),
      version: z.string(),
    })
    .nullable(),
})

export const sheet = z.object({
  month: z.string(),
  state,
  run: z.object({ status: z.enum(runStatuses), at: z.string(), policy: z.string() }).nullable(),
  changed: z.array(z.string()),
  ratingsDue: z.string(),
  rows: z.array(row.extend({ ratings: z.object({ given: z.number(), expected: z.number() }).nullable() })),
  may: z.object({
    edit: z.boolean(),
    approve: z.boolean(),
    export: z.boolean(),
    rate: z.boolean(),
    overview: z.boolean(),
    settle: z.boolean(),
  }),
})

export const saved = z.object({
  saved: z.boolean(),
  cells: z.array(
    z.object({
      person: z.string(),
      column: z.string(),
      fault: z.enum(['unknown', 'computed', 'invalid', 'conflict', 'refused', 'twice']).nullable(),
      reason: z.string().nullable(),
      value: z.string().nullable(),
      version: z.string().nullable(),
      by: z.string().nullable(),
    }),
  ),
})

const named = z.object({ number: z.string(), name: z.string() })
const amounts = z.object({ due: z.string(), returned: z.string(), received: z.string() })

export const person = z.object({
  row,
  basis: z.object({
    papers: z
      .array(
        z.object({
          contract: z.string(),
          customer: z.string(),
          required: z.number(),
          present: z.number(),
          missing: z.array(z.string()).readonly(),
        }),
      )
      .readonly(),
    complaints: z
      .array(
        z.object({
          number: z.string(),
          customer: z.string(),
          judgedOn: z.string(),
          content: z.string().nullable(),
        }),
      )
      .readonly(),
    customers: z.array(z.object({ code: z.string(), name: z.string() })).readonly(),
    money: z.array(amounts.extend({ contract: z.string(), customer: z.string() })).readonly(),
    moneyTotal: amounts,
  }),
  history: z.array(z.object({ month: z.string(), total: decimal, rate: decimal })),
})

export const raise = z.object({
  number: z.string(),
  name: z.string(),
  points: z.string(),
  reason: z.string(),
  proposer: named,
  approver: named.nullable(),
  outcome: z.enum(['waiting', 'approved', 'refused', 'withdrawn']),
  explanation: z.string().nullable(),
  at: z.string(),
  version: z.string().nullable(),
  may: z.object({ decide: z.boolean(), withdraw: z.boolean() }),
})

export const toRate = z.object({
  number: z.string(),
  name: z.string(),
  unit: z.string().nullable(),
  position: z.string().nullable(),
  score: decimal,
  version: z.string().nullable(),
})

export const department = z.object({
  code: z.string(),
  name: z.string(),
  head: named,
  expected: z.number(),
  given: z.number(),
  late: z.number(),
  missing: z.array(named).readonly(),
})
