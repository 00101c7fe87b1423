/** Half a character ("\\ud800") cannot be kept, as U+0000 cannot: a text would come back as another, and jsonb takes none. */
import type { Context } from 'hono'
import { Refusal } from '../../records/refusal.ts'

/** For what is about to be kept, when it is known that this person may. Refuses with request_invalid. */
export async function refuseHalfCharacters(c: Context): Promise<void> {
  if (await sendsHalfCharacters(c)) throw new Refusal('request_invalid', { problems: 'U+D800' })
}

export async function sendsHalfCharacters(c: Context): Promise<boolean> {
  const isJson = /json/i.test(c.req.header('content-type') ?? '')
  return isJson && hasHalf(await c.req.text())
}

/** Only written with escapes; what is no JSON is refused elsewhere. */
function hasHalf(text: string): boolean {
  if (!/\\ud[89a-f]/i.test(text)) return false
  let found = false
  try {
    JSON.parse(text, (key, value: unknown) => {
      found ||= !key.isWellFormed() || (typeof value === 'string' && !value.isWellFormed())
      return value
    })
  } catch {
    return false
  }
  return found
}
