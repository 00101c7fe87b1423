/** The policies that come with the program, to begin a company's own from. */
import { readdir, readFile } from 'node:fs/promises'
import { headOf } from './policy-draft.ts'

export interface PolicyTemplate {
  readonly name: string
  readonly version: string
  readonly document: string
}

const folder = new URL('../../policies/', import.meta.url)

export async function policyTemplates(): Promise<PolicyTemplate[]> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.md')).sort()
  return Promise.all(
    files.map(async (file) => {
      const document = await readFile(new URL(file, folder), 'utf8')
      const { name, version } = headOf(document)
      return { name, version, document }
    }),
  )
}
