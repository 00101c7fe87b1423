/** Who gains and who loses between two documents, for everybody. */
import { type Actor, allow } from '../../access/actor.ts'
import { asActor } from '../../access/as-actor.ts'
import type { Look } from '../../access/looks.ts'
import { readPeriod } from '../../settlement/aside.ts'
import { type Effect, effectOf } from '../../settlement/effect.ts'
import type { JobKind } from './jobs.ts'
import type { JobServices } from './kinds.ts'

interface Input {
  readonly before: string | null
  readonly after: string
  readonly period: string
}

export const readingEffects = [
  ['read', 'policy-draft'],
  ['read', 'statement'],
] as const

export const effectSubject = (period: string): string => `制度影响 ${period}`

function lookAtEffect({ period, rows }: Effect, { person: own }: Actor): Look | undefined {
  const others = rows.some(({ person }) => person !== own)
  return others ? { subject: effectSubject(period), details: { people: rows.length } } : undefined
}

/** Everybody is computed, as the owner; of the single people, those within the person's reach are told. */
export function policyEffect({ db }: JobServices): JobKind<Input, Effect> {
  return {
    kind: 'policy-effect',
    reading: readingEffects,
    look: lookAtEffect,
    async work({ before, after, period }, { actor, tell }) {
      for (const [verb, resource] of readingEffects) allow(actor, verb, resource)
      const when = readPeriod(period)
      const effect = await effectOf(db, { before, after, period: when, perClause: true, onProgress: tell })
      const seen = await asActor(
        db,
        actor,
        (within) =>
          within.query<{ number: string }>(
            `select person_no as number from record.person where access.scope('statement', 'read') = 5
               or person_no in (select access.people('statement', 'read'))`,
          ),
        { on: when.last },
      )
      const reach = new Set(seen.map(({ number }) => number))
      return { ...effect, rows: effect.rows.filter(({ person }) => reach.has(person)) }
    },
  }
}
