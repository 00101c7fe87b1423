/** The web application as files with a hash in their names. No inline script: the content policy allows none. */
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

const here = fileURLToPath(new URL('.', import.meta.url))

/**
 * antd measures scroll bars with a style element of its own, and is the only one to make it without the nonce it was
 * given; the content policy refuses it, and the console of every page says so. Should antd change, the build says so.
 */
const measuredWithNonce: Plugin = {
  name: 'measured-with-nonce',
  transform(code, id) {
    if (!/@rc-component\/util\/es\/getScrollBarSize\.js$/.test(id)) return undefined
    const nonce = `document.querySelector('meta[name="csp-nonce"]')?.content`
    const given = code.replace('}`, randomId)', `}\`, randomId, { csp: { nonce: ${nonce} } })`)
    if (given === code) throw new Error('getScrollBarSize.js is not as it was: see web/vite.config.ts')
    return given
  },
}

export default defineConfig({
  root: here,
  cacheDir: fileURLToPath(new URL('../.cache/vite', import.meta.url)),
  plugins: [react(), measuredWithNonce],
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
