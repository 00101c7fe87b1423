/** What holds for the whole installation, and what this installation is. */
import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from '@hono/zod-openapi'
import { readSettings, settingsSchema, writeSettings } from '../../../access/settings.ts'
import { serverOutdated } from '../../../records/database/known-fixes.ts'
import { rowsBeforeRules } from '../../../records/rows-before-rules.ts'
import { ruleOf } from '../../../records/rules.ts'
import { vocabulary } from '../../../records/vocabulary.ts'
import { endpoint, json, routes } from '../endpoint.ts'
import { perform, type Services } from '../services.ts'

const tags: [string] = ['设置']
// Made anew: whoever loaded the schema first may have done so before it knew of OpenAPI.
const settings = z.strictObject(settingsSchema.shape).openapi('Settings')

const about = z.object({
  version: z.string(),
  engine: z.enum(['pglite', 'postgres']),
  postgres: z.string(),
  outdated: z.boolean(),
  /** Rows from before a rule that is broken by them, to be corrected. */
  beforeRules: z.array(
    z.object({
      ...{ object: z.string(), english: z.string() },
      ...{ rule: z.string(), ruleEnglish: z.string(), rows: z.number() },
    }),
  ),
  node: z.string(),
  folder: z.string(),
  /** Bytes in the data folder, and of the database. */
  folderBytes: z.string(),
  databaseBytes: z.string(),
  migrations: z.number(),
  dependencies: z.array(z.object({ name: z.string(), version: z.string(), license: z.string() })),
})

const declared = {
  read: endpoint({
    ...{ method: 'get', path: '/settings', access: ['read', 'setting'], tags },
    summary: '设置',
    answer: settings,
  }),
  write: endpoint({
    ...{ method: 'put', path: '/settings', access: ['update', 'setting'], tags },
    summary: '更改设置',
    request: { body: json(settings) },
    answer: settings,
  }),
  about: endpoint({
    ...{ method: 'get', path: '/system/about', access: ['read', 'setting'], tags },
    summary: '版本、数据库、占用的空间和用到的软件',
    answer: about,
  }),
}

export function settingRoutes(services: Services) {
  const { db } = services
  return routes()
    .openapi(declared.read, async (c) => c.json(await readSettings(db), 200))
    .openapi(declared.write, async (c) => {
      const wanted = c.req.valid('json')
      const before = await readSettings(db)
      const names = Object.keys(wanted) as (keyof typeof wanted)[]
      const changed = names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(wanted[name]))
      const pick = (from: typeof wanted) => Object.fromEntries(changed.map((name) => [name, from[name]]))
      const what = { action: 'settings', subject: '设置', as: 'owner' as const }
      await perform(services, c, what, async (within) => {
        await writeSettings(within, wanted, c.var.actor.name)
        return { answer: {}, details: { before: pick(before), after: pick(wanted) } }
      })
      return c.json(await readSettings(db), 200)
    })
    .openapi(declared.about, async (c) => c.json(await aboutOf(services), 200))
}

const root = join(import.meta.dirname, '../../../..')

async function aboutOf({ db, folder }: Services): Promise<z.infer<typeof about>> {
  const [row] = await db.query<{ version: string; number: number; bytes: string; migrations: number }>(
    `select current_setting('server_version') as version, current_setting('server_version_num')::int as number,
       pg_database_size(current_database())::text as bytes, (select count(*)::int from hengji.migration) as migrations`,
  )
  const own = await packageOf(root)
  const dependencies = await Promise.all(
    Object.keys(own.dependencies ?? {}).map((name) => packageOf(join(root, 'node_modules', name))),
  )
  return {
    version: own.version,
    engine: db.engine,
    postgres: row?.version ?? '',
    outdated: serverOutdated(row?.number ?? 0),
    beforeRules: await beforeRules(db),
    node: process.versions.node,
    folder,
    folderBytes: String(await bytesIn(folder)),
    databaseBytes: row?.bytes ?? '0',
    migrations: row?.migrations ?? 0,
    dependencies: dependencies.map(({ name, version, license = '' }) => ({ name, version, license })),
  }
}

async function beforeRules(db: Services['db']): Promise<z.infer<typeof about>['beforeRules']> {
  const found = (await rowsBeforeRules(db)).filter(({ rows }) => rows > 0)
  return found.map(({ table, name, rows }) => {
    const object = vocabulary.objects.find(({ id }) => table === `record.${id}`)
    const [rule, ruleEnglish] = ruleOf(name) ?? [name, name]
    return {
      object: object?.label ?? table,
      english: object?.english ?? table,
      rule,
      ruleEnglish,
      rows,
    }
  })
}

const packageShape = z.object({
  name: z.string(),
  version: z.string(),
  license: z.string().optional(),
  dependencies: z.record(z.string(), z.string()).optional(),
})

async function packageOf(folder: string): Promise<z.infer<typeof packageShape>> {
  return packageShape.parse(JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')))
}

/** Files come and go while this looks; one that has gone takes no space. */
async function bytesIn(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  const sizes = await Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) =>
        stat(join(entry.parentPath, entry.name)).then(
          ({ size }) => size,
          () => 0,
        ),
      ),
  )
  return sizes.reduce((sum, size) => sum + size, 0)
}
