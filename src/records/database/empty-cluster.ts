import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { PGlite } from '@electric-sql/pglite'

const root = new URL('../../../', import.meta.url)

/**
 * A file with an empty embedded database: making one takes seconds, loading it a fraction. Made once per version of
 * PGlite; undefined where the folder of the program cannot be written to.
 */
export async function emptyCluster(): Promise<string | undefined> {
  const folder = fileURLToPath(new URL('.cache/', root))
  const file = join(folder, `pglite-${await version()}.tar`)
  if (existsSync(file)) return file
  try {
    await mkdir(folder, { recursive: true })
    const lite = await PGlite.create()
    const dump = await lite.dumpDataDir('none')
    await lite.close()
    // Several programs may begin at once: each writes its own file, and the last one stays.
    await writeFile(`${file}.${process.pid}`, dump.stream())
    await rename(`${file}.${process.pid}`, file)
    return file
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM' || code === 'ENOSPC') return undefined
    throw error
  }
}

async function version(): Promise<string> {
  const manifest = JSON.parse(await readFile(new URL('package.json', root), 'utf8'))
  return String(manifest.dependencies['@electric-sql/pglite'])
}
