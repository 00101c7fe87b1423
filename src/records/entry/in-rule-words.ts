/** What a constraint refuses, said in the words of its rule. */
import { Refusal } from '../refusal.ts'
import { ruleText } from '../rules.ts'

/** Anything else is passed on as it is. */
export async function inRuleWords<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const constraint = error instanceof Error && 'constraint' in error ? String(error.constraint) : ''
    const rule = ruleText(constraint)
    throw rule === undefined ? error : new Refusal('record_rule', { rule })
  }
}
