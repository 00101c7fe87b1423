/** Passwords: argon2id with the memory OWASP asks for, and a minimum that does not rely on luck. */
import { hash, verify } from '@node-rs/argon2'
import { Refusal } from '../../records/refusal.ts'

const settings = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

export const shortestPassword = 12
export const longestPassword = 128

export const hashPassword = (password: string) => hash(password, settings)

export const verifyPassword = ({ hash: stored, password }: { hash: string; password: string }) =>
  verify(stored, password)

/** The patterns most guessed passwords follow, rather than a list of a million of them. */
const guessable = [
  /^(.)\1+$/,
  /^(?:0?123456789?0?|9?876543210?)+/,
  /^(?:password|passw0rd|qwerty|admin|welcome|letmein|iloveyou|woaini|hengji|abc123|a123456|qq123456)/i,
  /^\d+$/,
  // Stands on the sign-in page while the sample company is loaded.
  /^shuizhi/i,
]

/** Refuses with password_weak. */
export function checkPassword(password: string, signInName: string): void {
  const weak =
    password.length < shortestPassword ||
    password.length > longestPassword ||
    guessable.some((pattern) => pattern.test(password)) ||
    (signInName.length >= 4 && password.toLowerCase().includes(signInName.toLowerCase()))
  if (weak) throw new Refusal('password_weak', { least: shortestPassword })
}
