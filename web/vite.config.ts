/** The web application as files with a hash in their names. No inline script: the content policy allows none. */
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

const here = fileURLToPath(new URL('.', import.meta.url))

/** Where antd makes a style element without the nonce it was given, and how each call ends. */
const withoutNonce = [
  { file: '@rc-component/util/es/getScrollBarSize.js', end: '}`, randomId)' },
  { file: '@rc-component/portal/es/useScrollLocker.js', end: '}`, id)' },
]

/**
 * antd measures scroll bars, and holds the page still behind a drawer, with style elements of its own; the content policy
 * refuses them, and the console of every page says so. Should antd change, the build says so.
 */
const stylesWithNonce: Plugin = {
  name: 'styles-with-nonce',
  transform(code, id) {
    const own = withoutNonce.find(({ file }) => id.endsWith(file))
    if (!own) return undefined
    const nonce = `document.querySelector('meta[name="csp-nonce"]')?.content`
    const given = code.replace(own.end, `${own.end.slice(0, -1)}, { csp: { nonce: ${nonce} } })`)
    if (given === code) throw new Error(`${own.file} is not as it was: see web/vite.config.ts`)
    return given
  },
}

export default defineConfig({
  root: here,
  cacheDir: fileURLToPath(new URL('../.cache/vite', import.meta.url)),
  plugins: [react(), stylesWithNonce],
  logLevel: 'warn',
  worker: { format: 'es' },
  build: {
    outDir: fileURLToPath(new URL('../.cache/web/draft', import.meta.url)),
    emptyOutDir: true,
    manifest: 'manifest.json',
    target: 'es2022',
    // A data: address is refused by the content policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1500,
    reportCompressedSize: false,
  },
})
