/** What the server answers about accounts, keys and backups. */
import type { Answer } from '../../answer.ts'

export type User = Answer<'/accounts/:id', 'get'>
export type Grant = User['roles'][number]
export type ApiKey = Answer<'/api-keys', 'get'>['keys'][number]
export type Backups = Answer<'/backups', 'get'>
export type Backup = Backups['backups'][number]
export type Verification = NonNullable<Backup['verification']>

/** The role counts today or later. */
export function isCurrent({ to }: Pick<Grant, 'to'>, today: string): boolean {
  return to === null || to >= today
}
