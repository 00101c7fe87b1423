import { builtinModules } from 'node:module'
import { fileURLToPath } from 'node:url'
import { type Plugin, rolldown } from 'rolldown'
import { expect, test } from 'vitest'

/** What the bundle would need from outside itself, as `module ← importer`. */
async function neededFromOutside(entry: string): Promise<string[]> {
  const needed: string[] = []
  const watch: Plugin = {
    name: 'watch-node',
    resolveId(id, importer) {
      if (id.startsWith('node:') || builtinModules.includes(id)) needed.push(`${id} ← ${importer}`)
      return null
    },
  }
  const bundle = await rolldown({ input: entry, platform: 'browser', plugins: [watch], logLevel: 'silent' })
  const { output } = await bundle.generate({ format: 'esm' })
  await bundle.close()
  const chunks = output.filter((part) => part.type === 'chunk')
  const own = new Set(chunks.map((chunk) => chunk.fileName))
  const rest = chunks.flatMap((chunk) => [...chunk.imports, ...chunk.dynamicImports])
  return [...needed, ...rest.filter((name) => !own.has(name))]
}

test('the language stands alone: it bundles for a browser without Node or a database', async () => {
  expect(await neededFromOutside(fileURLToPath(new URL('./index.ts', import.meta.url)))).toEqual([])
})

test('this check sees what does not stand alone', async () => {
  const needed = await neededFromOutside(fileURLToPath(new URL('../records/database.ts', import.meta.url)))
  expect(needed.join('\n')).toContain('node:sqlite')
})
