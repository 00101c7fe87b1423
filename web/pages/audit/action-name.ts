/** What an action is called; one this page does not know is shown as it is written in the log. */
import type { useAuditTexts } from './texts.ts'

type T = ReturnType<typeof useAuditTexts>

export function actionName(t: T, action: string): string {
  const key = `did.${action}`
  const text = (t as unknown as (key: string) => string)(key)
  return text === key ? action : text
}
