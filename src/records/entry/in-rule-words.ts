/** What a constraint refuses, said in the words of its rule. */
import { ruleOf } from '../rules.ts'
import { brokenRule } from './broken-rule.ts'

/** Anything else is passed on as it is. */
export async function inRuleWords<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const constraint = error instanceof Error && 'constraint' in error ? String(error.constraint) : ''
    const rule = ruleOf(constraint)
    throw rule === undefined ? error : brokenRule(rule)
  }
}
