/** What the server answers about accounts, keys and backups. */
import type { Role } from '../../../src/access/roles.ts'

export interface Grant {
  readonly role: Role
  readonly from: string
  readonly to: string | null
  readonly by: string
}

export interface User {
  readonly id: string
  readonly name: string
  readonly sign_in_name: string
  readonly person: string | null
  readonly state: 'open' | 'closed' | 'left'
  readonly left_on: string | null
  readonly roles: readonly Grant[]
  readonly must_change_password: boolean
  readonly two_factor: boolean
  readonly last_sign_in: string | null
  readonly sign_ins: number
  readonly created_by: string
  readonly created_at: string
}

export interface ApiKey {
  readonly id: string
  readonly name: string
  readonly account_name: string
  readonly read_only: boolean
  readonly state: 'valid' | 'expired' | 'revoked'
  readonly expires_at: string
  readonly last_used_at: string | null
  readonly created_by: string
  readonly created_at: string
}

export interface Verification {
  readonly ok: boolean
  readonly tables: number
  readonly rows: number
  readonly ledgerEntries: number
  readonly ledgerSum: string
  readonly auditEntries: number
  readonly runs: number
}

export interface Backup {
  readonly id: string
  readonly file: string
  readonly bytes: string
  readonly rows: string
  readonly made_by: string
  readonly made_at: string
  readonly verified_at: string | null
  readonly verification: Verification | null
}

/** The role counts today or later. */
export function isCurrent({ to }: Pick<Grant, 'to'>, today: string): boolean {
  return to === null || to >= today
}
