/** The secret that seals sign-in cookies: given, or made once and kept beside the data, readable by its owner only. */
import { randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

export async function installationSecret(folder: string, given: string | undefined): Promise<string> {
  if (given) return given
  const file = join(folder, 'secret')
  await mkdir(folder, { recursive: true })
  try {
    // Only one of several starts makes it.
    await writeFile(file, randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  }
  return (await readFile(file, 'utf8')).trim()
}
