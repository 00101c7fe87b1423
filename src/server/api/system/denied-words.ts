/**
 * What somebody was refused, in words. The entry keeps the request as it came (POST /api/accounts/…/roles); the routes
 * say themselves what they are for, and who or what an address names is looked up when it is read.
 */
import type { OpenAPIHono, RouteConfig } from '@hono/zod-openapi'
import type { Named } from '../../../access/audit-people.ts'
import type { AuditRow } from '../../../access/audit-search.ts'
import type { Database } from '../../../records/database.ts'
import { vocabulary } from '../../../records/vocabulary.ts'
import type { Env } from '../services.ts'

/** What a route says of itself. */
export type Declared = Pick<RouteConfig, 'method' | 'path' | 'summary'>
type Row = AuditRow & Named
type Language = 'zh' | 'en'

/** Everything there is to ask for, as it is declared. */
export function routesOf(app: Pick<OpenAPIHono<Env>, 'openAPIRegistry'>): readonly Declared[] {
  return app.openAPIRegistry.definitions.flatMap((own) => (own.type === 'route' ? [own.route] : []))
}

/** Rows as they are, but for what was refused: there `about` says what was tried and on what. */
export async function withTried<R extends Row>(
  db: Database,
  routes: readonly Declared[],
  rows: readonly R[],
  language: Language,
): Promise<R[]> {
  const tried = rows.map((row) => (row.action === 'denied' ? asked(routes, row.subject) : undefined))
  const names = await namesOf(
    db,
    tried.flatMap((own) => own?.named ?? []),
  )
  return rows.map((row, at) =>
    row.action === 'denied' ? { ...row, about: told(row, tried[at], names, language) } : row,
  )
}

interface Asked {
  readonly route: Declared
  /** What stands for {id}, {person} … in the address. */
  readonly named: readonly Part[]
}

interface Part {
  /** What stands before it in the address. */
  readonly of: string
  readonly name: string
  readonly value: string
}

/** The route a request was for; one whose address is written out goes before one with a name to fill in. */
function asked(routes: readonly Declared[], subject: string): Asked | undefined {
  const [method = '', address = ''] = subject.split(' ')
  const parts = address.replace(/^\/api/, '').split('/')
  const fitting = routes.flatMap((route): Asked[] => {
    const steps = route.path.split('/')
    if (route.method !== method.toLowerCase() || steps.length !== parts.length) return []
    if (!steps.every((step, at) => step.startsWith('{') || step === parts[at])) return []
    const named = steps.flatMap((step, at): Part[] =>
      step.startsWith('{')
        ? [{ of: steps[at - 1] ?? '', name: step.slice(1, -1), value: decoded(parts[at] ?? '') }]
        : [],
    )
    return [{ route, named }]
  })
  return fitting.sort((a, b) => a.named.length - b.named.length)[0]
}

function decoded(text: string): string {
  try {
    // Nothing has a name with NUL in it, and the database would not be asked for one.
    return decodeURIComponent(text).replaceAll('\u0000', '\ufffd')
  } catch {
    return text
  }
}

/** Of what has no number that people know it by. */
const lookups: Readonly<Record<string, string>> = {
  accounts: 'select account_id as id, display_name as name from access.account where account_id = any($1)',
  'api-keys': 'select key_id as id, name from access.api_key where key_id = any($1)',
  filings: `select r.request_id::text as id, p.name || '（' || r.product_code || '）' as name
    from filing.request r join record.product p using (product_code) where r.request_id::text = any($1)`,
  imports: 'select id::text, name from import.file where id::text = any($1)',
  uploads: 'select upload_id::text as id, name from import.upload where upload_id::text = any($1)',
  drafts: `select draft_id::text as id, policy || ' ' || version as name from settlement.policy_draft where draft_id::text = any($1)`,
  versions: `select version_id::text as id, policy || ' ' || version as name from settlement.policy_version where version_id::text = any($1)`,
  backups: `select backup_id::text as id, file as name from access.backup where backup_id::text = any($1)`,
  webhooks:
    'select subscription_id::text as id, url as name from webhook.subscription where subscription_id::text = any($1)',
  person: `select person_no as id, name || '（' || person_no || '）' as name from record.person where person_no = any($1)`,
}

const lookupOf = ({ of, name }: Part) => (name === 'person' ? name : name === 'id' ? of : '')

type Names = ReadonlyMap<string, string>

async function namesOf(db: Database, parts: readonly Part[]): Promise<Names> {
  const found = await Promise.all(
    [...Map.groupBy(parts, lookupOf)].map(async ([lookup, own]) => {
      const sql = lookups[lookup]
      const ids = [...new Set(own.map(({ value }) => value))]
      const rows = sql === undefined ? [] : await db.query<{ id: string; name: string }>(sql, [ids])
      return rows.map(({ id, name }): [string, string] => [`${lookup} ${id}`, name])
    }),
  )
  return new Map(found.flat())
}

function told(row: Row, tried: Asked | undefined, names: Names, language: Language): string {
  const { verb, verbEnglish, resource, resourceEnglish, key } = row.details
  const what =
    language === 'en' ? `${verbEnglish ?? ''} ${resourceEnglish ?? ''}` : `${verb ?? ''}“${resource ?? ''}”`
  if (!tried) return `${what}${language === 'en' ? ': ' : '：'}${row.subject}`
  const on = [...tried.named.map((part) => wordOf(part, names, language)), ...keyIn(key)]
  // What the route needs besides, after the semicolon, is for those who program.
  const way = language === 'en' ? stepsOf(tried.route) : (tried.route.summary ?? '').split(/；|（后台/)[0]
  return [`${what}${language === 'en' ? ': ' : '：'}${way}`, on.join(' / ')].filter(Boolean).join(' — ')
}

function wordOf(part: Part, names: Names, language: Language): string {
  if (part.name === 'object') {
    const object = vocabulary.objects.find(({ id }) => id === part.value)
    return (language === 'en' ? object?.english : object?.label) ?? part.value
  }
  return names.get(`${lookupOf(part)} ${part.value}`) ?? part.value
}

const keyIn = (key: unknown) => (Array.isArray(key) ? key.map(String) : [])

/** /accounts/{id}/second-factor-reset: accounts, second factor reset. */
const stepsOf = ({ path }: Declared) =>
  path
    .split('/')
    .filter((step) => step !== '' && !step.startsWith('{'))
    .map((step) => step.replaceAll('-', ' '))
    .join(', ')
