/** Recomputes the whole audit chain. */
import { type ChainCheck, record, verifyChain } from '../../access/audit.ts'
import type { JobKind } from './jobs.ts'
import type { JobServices } from './kinds.ts'

export function verifyAudit({ db }: JobServices): JobKind<object, ChainCheck> {
  return {
    kind: 'audit-verify',
    reading: [['read', 'audit']],
    work: async (_, { actor, tell }) => {
      await tell(0, 1, '审计链')
      const check = await verifyChain(db)
      await db.transaction((within) =>
        record(within, {
          actor: actor.name,
          action: 'audit-verify',
          subject: '审计链',
          details: { ...check },
        }),
      )
      return check
    },
  }
}
