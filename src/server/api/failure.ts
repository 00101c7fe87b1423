/** The one place where what went wrong becomes an answer. */
import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { record } from '../../access/audit.ts'
import { refusalOfError } from '../../records/entry/in-words.ts'
import { Refusal } from '../../records/refusal.ts'
import { sendsHalfCharacters } from './half-characters.ts'
import type { Env, Services } from './services.ts'

/** Refusals are told, in the reader's language; bugs are logged and told only by their reference. */
export function failure(services: Services) {
  return async (error: Error, c: Context<Env>): Promise<Response> => {
    const language = c.get('language') ?? 'zh'
    const refusal = asRefusal(error, c) ?? (await halfCharacters(error, c))
    if (refusal) {
      if (refusal.code === 'not_allowed')
        // It stays refused, and is told as such, also when it cannot be noted.
        await noteDenial(services, c, refusal).catch((cause: unknown) =>
          services.log(new Error(`not noted: ${c.req.method} ${c.req.path}`, { cause })),
        )
      const { code, details, status } = refusal
      return c.json({ code, message: refusal.in(language), details }, status as 400)
    }
    const reference = crypto.randomUUID().slice(0, 8)
    services.log(new Error(`${reference} ${c.req.method} ${c.req.path}`, { cause: error }))
    const message =
      language === 'en'
        ? `Something went wrong on our side; nothing was changed. Reference: ${reference}`
        : `系统出了错，什么也没有改动。请把这个编号告诉系统管理员：${reference}`
    return c.json({ code: 'internal', message, details: { reference } }, 500)
  }
}

/** What the database refuses of its own accord: a row that is not this person's to write, text it cannot hold (U+0000). */
function asRefusal(error: Error, c: Context<Env>): Refusal | undefined {
  if (error instanceof Refusal) return error
  // Cut off, of another kind, or no JSON at all: the caller's mistake, not ours.
  if (error instanceof HTTPException && error.status < 500) return new Refusal('request_unreadable')
  const code = 'code' in error ? error.code : undefined
  if (code === '42501') return new Refusal('not_found')
  // The 31st of February, the year 0: written like a day, and none.
  if (code === '22007' || code === '22008')
    return new Refusal('request_invalid', {
      problems: c.get('language') === 'en' ? 'no such day' : '没有这一天',
    })
  if (code === '22003')
    return /\d{10}/.test(c.req.path)
      ? new Refusal('not_found')
      : new Refusal('request_invalid', {
          problems: c.get('language') === 'en' ? 'a number is too large' : '有一个数太大了',
        })
  const ofRecord = refusalOfError(error as { readonly code?: string })
  if (ofRecord) return ofRecord
  if (code !== '22021' && code !== '22P05') return undefined
  // Nothing has such a name, in the path or as the key of a record.
  const named = c.req.path + (c.req.query('key') ?? '')
  if (named.includes('\u0000') || named.includes('\\u0000')) return new Refusal('not_found')
  return new Refusal('request_invalid', { problems: 'U+0000' })
}

/** What is only looked at goes to the database as it came, and fails there. */
async function halfCharacters(error: Error, c: Context<Env>): Promise<Refusal | undefined> {
  const isText = 'code' in error && error.code === '22P02'
  return isText && (await sendsHalfCharacters(c))
    ? new Refusal('request_invalid', { problems: 'U+D800' })
    : undefined
}

async function noteDenial({ db }: Services, c: Context<Env>, refusal: Refusal): Promise<void> {
  const isJson = c.req.header('content-type')?.startsWith('application/json') ?? false
  const body = isJson ? await c.req.text().catch(() => '') : ''
  const key = keyIn(c.req.query('key') ?? body)
  await db.transaction((within) =>
    record(within, {
      actor: c.var.actor.name,
      action: 'denied',
      subject: `${c.req.method} ${c.req.path}`,
      details: { ...refusal.details, ...(key === undefined ? {} : { key }) },
    }),
  )
}

/** Which record it was about: it stands in the query or in the body, not in the path. */
function keyIn(text: string): readonly string[] | undefined {
  try {
    const read: unknown = JSON.parse(text)
    const key = read && typeof read === 'object' && 'key' in read ? read.key : read
    return Array.isArray(key) && key.length <= 8 ? key.map((part) => String(part).slice(0, 100)) : undefined
  } catch {
    return undefined
  }
}
