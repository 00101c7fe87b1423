/** The sample company with its settled year, made once for all tests and copied for each. */
import { createHash } from 'node:crypto'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { loadSampleCompany } from '../../../samples/load-company.ts'
// @ts-expect-error plain JavaScript, shared with the first step of every npm script
import { holdLock } from '../../../scripts/lock.js'
import { installPermissions } from '../../access/install.ts'
import { type Database, openDatabase } from '../../records/database.ts'
import { migrate } from '../../records/migrate.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const companies = join(root, '.cache', 'company')

/** An own copy of the company on the embedded database; closing it also removes it. */
export async function sampleCompany(): Promise<{ readonly db: Database; readonly folder: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'hengji-company-'))
  cpSync(await made(), folder, { recursive: true })
  const db = await openDatabase({ dataDir: folder })
  const close = async () => {
    await db.close()
    rmSync(folder, { recursive: true, force: true })
  }
  return { db: { ...db, close }, folder }
}

/** The folder to copy from, named by everything that could make it another one. */
async function made(): Promise<string> {
  const finished = join(companies, digestOfSources())
  mkdirSync(companies, { recursive: true })
  await holdLock(join(companies, 'lock'), async () => {
    if (existsSync(finished)) return
    const draft = join(companies, `draft-${process.pid}`)
    const db = await openDatabase({ dataDir: draft })
    await migrate(db)
    await installPermissions(db)
    await loadSampleCompany(db, () => {})
    await db.close()
    renameSync(draft, finished)
    for (const other of readdirSync(companies))
      if (join(companies, other) !== finished && other !== 'lock')
        rmSync(join(companies, other), { recursive: true, force: true })
  })
  return finished
}

function digestOfSources(): string {
  const hash = createHash('sha256')
  for (const part of ['src/access', 'src/language', 'src/records', 'src/settlement', 'samples', 'policies'])
    for (const file of filesIn(join(root, part))) hash.update(file).update(readFileSync(file))
  return hash.digest('hex').slice(0, 16)
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|sql|md)$/.test(entry.name) && !entry.name.includes('.test.'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}
