/** The built files, read once. A name that is not among them is not a file, whatever it looks like. */
import { readdirSync, readFileSync } from 'node:fs'
import { extname, join, relative, sep } from 'node:path'

export interface WebFile {
  readonly type: string
  readonly plain: Uint8Array<ArrayBuffer>
  readonly br: Uint8Array<ArrayBuffer> | undefined
  readonly gzip: Uint8Array<ArrayBuffer> | undefined
}

const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
}

/** By path: `/assets/index-1a2b.js`. The page itself and the manifest are not among them. */
export function webFiles(folder: string): ReadonlyMap<string, WebFile> {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && extname(entry.name) in types)
    .map((entry) => join(entry.parentPath, entry.name))
  return new Map(paths.map((path) => [`/${relative(folder, path).replaceAll(sep, '/')}`, fileAt(path)]))
}

function fileAt(path: string): WebFile {
  const plain = readFileSync(path)
  return {
    type: types[extname(path)] ?? 'application/octet-stream',
    plain,
    br: smaller(`${path}.br`, plain.length),
    gzip: smaller(`${path}.gz`, plain.length),
  }
}

function smaller(path: string, than: number): Uint8Array<ArrayBuffer> | undefined {
  try {
    const packed = readFileSync(path)
    return packed.length < than ? packed : undefined
  } catch {
    return undefined
  }
}
