/** What an administrator sets for the whole installation: one schema, defaults included. Webhooks keep their own hosts. */
import { z } from 'zod'
import type { Database } from '../records/database.ts'

export const settingsSchema = z.strictObject({
  /** Shown at the top of every page and on statements; empty for the product's own name. */
  company: z.string().trim().max(60),
  /** After so many days without a proved backup the page warns (trust 47). */
  backup_reminder_days: z.number().int().min(1).max(90),
  /** So many exports and looks at pay by one account in a day are shown on top of the audit page (trust 32). */
  audit_alarm_count: z.number().int().min(1).max(10_000),
  /** So many days a changed bank card waits before pay goes to it (trust 20). */
  card_waiting_days: z.number().int().min(1).max(30),
})

export type Settings = z.infer<typeof settingsSchema>

const usual: Settings = {
  company: '',
  backup_reminder_days: 7,
  audit_alarm_count: 30,
  card_waiting_days: 3,
}

/** What is kept in text; a value that no longer fits is as good as not set. */
export async function readSettings(db: Database): Promise<Settings> {
  const rows = await db.query<{ name: string; value: string }>('select name, value from access.setting')
  const found: Record<string, unknown> = {}
  for (const { name, value } of rows) {
    if (!Object.hasOwn(usual, name)) continue
    const own = settingsSchema.shape[name as keyof Settings].safeParse(parsed(name, value))
    if (own.success) found[name] = own.data
  }
  return { ...usual, ...found } as Settings
}

const parsed = (name: string, value: string): unknown => {
  if (name === 'company') return value
  try {
    return JSON.parse(value)
  } catch {
    return undefined
  }
}

export async function writeSettings(db: Database, settings: Settings, by: string): Promise<void> {
  for (const [name, value] of Object.entries(settings)) {
    await db.query(
      `insert into access.setting (name, value, set_by) values ($1, $2, $3)
       on conflict (name) do update set value = excluded.value, set_by = excluded.set_by, set_at = now()
         where setting.value <> excluded.value`,
      [name, typeof value === 'string' ? value : JSON.stringify(value), by],
    )
  }
  await db.query(`delete from access.setting where name = 'company' and value = ''`)
}
