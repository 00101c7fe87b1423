/** Months with a result as one reader sees them. */
import type { RunStatus } from '../settlement/states.ts'

/** What a person is shown before it is published may still change, and is called an estimate. */
export function isFinal(status: RunStatus): boolean {
  return status !== 'calculated' && status !== 'reviewed'
}
