/**
 * `node src/server/web-build.ts FOLDER [ROOT]`: the web application as files, each also compressed, because compressing once
 * is cheaper than on every request. A process of its own: what the bundler used is free again when it ends.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { build } from 'vite'

const [folder, root] = process.argv.slice(2)
if (!folder) throw new Error('web-build.ts FOLDER [ROOT]')

await build({
  configFile: fileURLToPath(new URL('../../web/vite.config.ts', import.meta.url)),
  ...(root ? { root, publicDir: fileURLToPath(new URL('../../web/public', import.meta.url)) } : {}),
  build: { outDir: folder },
})

const worthwhile = /\.(js|css|svg|json)$/
const files = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && worthwhile.test(entry.name))
  .map((entry) => join(entry.parentPath, entry.name))
await Promise.all(files.map(compress))

async function compress(file: string): Promise<void> {
  const text = readFileSync(file)
  const params = { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: text.length }
  writeFileSync(`${file}.br`, await promisify(brotliCompress)(text, { params }))
  writeFileSync(`${file}.gz`, await promisify(gzip)(text, { level: 9 }))
}
