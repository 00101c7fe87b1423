/** What the built web application depends on, as one digest: it is built again only when this changes. */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))

// The pages use the language; of the server only types, which leave no trace in the result.
const folders = ['web', 'src/language']
const files = ['package-lock.json', 'src/server/web-build.ts']

export function digestOfWeb(): string {
  const digest = createHash('sha256')
  const sources = [...folders.flatMap(filesIn), ...files.map((file) => join(root, file))]
  for (const file of sources.filter(existsSync).sort()) {
    digest
      .update(`${relative(root, file)}\0`)
      .update(readFileSync(file))
      .update('\0')
  }
  return digest.digest('hex').slice(0, 16)
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
}
