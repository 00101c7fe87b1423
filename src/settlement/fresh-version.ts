/** The document a draft begins with: the version it changes, under the next number and from the next month on. */
import type { Database } from '../records/database.ts'
import { Refusal } from '../records/refusal.ts'

/** Refuses with not_found. */
export async function freshVersion(db: Database, versionId: number): Promise<string> {
  const [row] = await db.query<{ policy: string; document: string; from: string }>(
    `select v.policy, v.document, to_char(greatest(current_date, coalesce((select max(to_date(period, 'YYYY-MM')) from settlement.run r
         where r.policy = v.policy and r.kind = 'regular' and r.status in ('closed', 'paid') and r.period ~ '^\\d{4}-\\d{2}$'),
         current_date)) + interval '1 month', 'YYYY-MM-01') as from
     from settlement.policy_version v where v.version_id = $1`,
    [versionId],
  )
  if (!row) throw new Refusal('not_found')
  const numbers = await db.query<{ version: string }>(
    'select version from settlement.policy_version where policy = $1',
    [row.policy],
  )
  const taken = new Set(numbers.map(({ version }) => version))
  const own = /^版本[:：][ \t]*(.*)$/m.exec(row.document)?.[1]?.trim() ?? ''
  return withHead(row.document, { 版本: nextNumber(own, taken), 生效日: row.from }).replace(
    /^失效日[:：].*\r?\n/m,
    '',
  )
}

/** 2026.1 becomes 2026.2, or the first after it that is free. */
export function nextNumber(own: string, taken: ReadonlySet<string>): string {
  const match = /^(.*?)(\d+)(\D*)$/.exec(own)
  const [, before = own === '' ? '' : `${own}.`, digits = '1', after = ''] = match ?? []
  for (let i = Number(digits) + 1; ; i += 1) {
    const next = `${before}${i}${after}`
    if (!taken.has(next)) return next
  }
}

/** Sets lines of the head, adding those that are not there. */
function withHead(document: string, values: Readonly<Record<string, string>>): string {
  const end = /^\uFEFF?\s*---[ \t]*\r?\n[\s\S]*?\r?\n---/.exec(document)?.[0].length ?? 0
  let head = document.slice(0, end)
  for (const [key, value] of Object.entries(values)) {
    const line = new RegExp(`^${key}[:：].*$`, 'm')
    head = line.test(head)
      ? head.replace(line, () => `${key}: ${value}`)
      : head.replace(/\r?\n---$/, () => `\n${key}: ${value}\n---`)
  }
  return head + document.slice(end)
}
