/** A browser from the npm registry, so that a clean machine needs no system package. */
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import packaged from '@sparticuz/chromium'
import { type Browser, chromium, type Page } from 'playwright-core'

const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export const pictures = fileURLToPath(new URL('../.cache/screenshots/', import.meta.url))

export async function openBrowser(): Promise<Browser> {
  // The packaged one is for Linux on x64; elsewhere the system's.
  const own = process.platform === 'linux' && process.arch === 'x64' ? await packaged.executablePath() : ''
  const executablePath = existsSync(own) ? own : '/usr/bin/chromium'
  return chromium.launch({ executablePath, args: flags })
}

interface Violation {
  readonly id: string
  readonly impact: string
  readonly nodes: readonly string[]
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/**
 * What axe finds wrong by WCAG 2.2 A and AA, in the whole page, within one element, or within those an expression gives.
 * Evaluated, not inserted: the page's content policy allows no script.
 */
export async function axeViolations(page: Page, within = 'html'): Promise<readonly Violation[]> {
  // What is still to come has nothing to read yet.
  await page.locator('.ant-skeleton').first().waitFor({ state: 'hidden' })
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe)
  const parts = within.startsWith('[') ? await page.evaluateHandle(within) : within
  return page.evaluate(async (within) => {
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
    const { axe } = globalThis as unknown as {
      axe: { run(within: unknown, options: object): Promise<{ violations: never[] }> }
    }
    const { violations } = await axe.run(within, {
      runOnly: { type: 'tag', values: tags },
      // What it only wonders about is not a violation, and takes as long to find.
      resultTypes: ['violations'],
    })
    return violations.map(
      ({
        id,
        impact,
        nodes,
      }: {
        id: string
        impact: string
        nodes: { html: string; failureSummary: string }[]
      }) => ({
        id,
        impact,
        nodes: nodes.map(({ html, failureSummary }) => `${html.slice(0, 200)} — ${failureSummary}`),
      }),
    )
  }, parts)
}

export async function shot(page: Page, name: string): Promise<void> {
  mkdirSync(pictures, { recursive: true })
  await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: false })
}
