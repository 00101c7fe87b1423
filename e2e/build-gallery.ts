import { fileURLToPath } from 'node:url'
import { bundle } from '../src/server/web.ts'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** The components' page with the real frame around it, and an address that breaks and one that is forbidden. */
export async function buildGallery(): Promise<string> {
  const folder = at('../.cache/gallery/')
  await bundle(folder, at('./gallery'))
  return folder
}
