/** What a company does first, in order: who it falls to, and what is there already. Over once a month was calculated. */
import { type Actor, scopeOf } from '../../access/actor.ts'
import type { Resource, Verb } from '../../access/permissions.ts'
import type { Database } from '../../records/database.ts'

export const beginnings = [
  'accounts',
  'organisation',
  'products',
  'contracts',
  'draft',
  'approve',
  'calculate',
] as const

type Kind = (typeof beginnings)[number]

export interface Beginning {
  readonly kind: Kind
  readonly done: boolean
  /** Whether it falls to whoever asks. */
  readonly mine: boolean
  /** What it rests on is there. */
  readonly ready: boolean
}

interface Step {
  readonly needs: readonly [Verb, Resource]
  readonly after: readonly Kind[]
  /** SQL of whether it is done. */
  readonly done: string
}

const exists = (from: string) => `exists (select from ${from})`

const steps: Readonly<Record<Kind, Step>> = {
  accounts: {
    needs: ['create', 'account'],
    after: [],
    done: exists(`access.role_grant where role <> 'admin'`),
  },
  organisation: {
    needs: ['create', 'organisation'],
    after: [],
    done: `${exists('record.unit')} and ${exists('record.assignment')}`,
  },
  products: {
    needs: ['create', 'price'],
    after: [],
    done: `${exists('record.product')} and ${exists('record.base_price')}`,
  },
  contracts: {
    needs: ['create', 'contract'],
    after: ['organisation', 'products'],
    done: exists('record.contract'),
  },
  draft: {
    needs: ['create', 'policy-draft'],
    after: [],
    done: `${exists('settlement.policy_version')} or ${exists(`settlement.policy_draft where state = 'submitted'`)}`,
  },
  approve: { needs: ['approve', 'policy'], after: ['draft'], done: exists('settlement.policy_version') },
  calculate: { needs: ['create', 'settlement'], after: ['organisation', 'approve'], done: 'false' },
}

/** As the owner: that something is there says nothing about what it is. Empty for whoever has no part in it. */
export async function beginningOf(db: Database, actor: Actor): Promise<Beginning[]> {
  const mine = (kind: Kind) => {
    const [verb, resource] = steps[kind].needs
    return !actor.readOnly && scopeOf(actor, verb, resource) === 'all'
  }
  if (!beginnings.some(mine)) return []
  const [row] = await db.query<{ over: boolean } & Record<Kind, boolean>>(
    `select ${exists('settlement.run')} as over, ${beginnings.map((kind) => `(${steps[kind].done}) as ${kind}`).join(', ')}`,
  )
  if (!row || row.over) return []
  return beginnings.map((kind) => ({
    kind,
    done: row[kind],
    mine: mine(kind),
    ready: steps[kind].after.every((other) => row[other]),
  }))
}
