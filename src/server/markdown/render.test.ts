import { expect, test } from 'vitest'
import { renderMarkdown } from './render.ts'

const plain = { headingId: () => undefined, isCaption: () => false, code: () => undefined }

async function rendered(text: string, from = 0): Promise<string> {
  return String(await renderMarkdown({ text, ...plain }, from)).trim()
}

test.each([
  ['# 一', '<h2>一</h2>'],
  ['#### 四', '<h5>四</h5>'],
  ['## **甲** 乙 ##', '<h3><strong>甲</strong> 乙</h3>'],
  ['甲\n===', '<h2>甲</h2>'],
  ['甲**乙**丙*丁*`戊`', '<p>甲<strong>乙</strong>丙<em>丁</em><code>戊</code></p>'],
  ['- 甲\n- 乙', '<ul><li><p>甲</p>\n</li><li><p>乙</p>\n</li></ul>'],
  ['1. 甲', '<ol><li><p>甲</p>\n</li></ol>'],
  ['> 甲', '<blockquote><p>甲</p>\n</blockquote>'],
  ['---', '<hr>'],
  ['2 \\* 3', '<p>2 * 3</p>'],
  ['[甲](https://example.com "t")', '<p><a href="https://example.com" rel="noreferrer nofollow">甲</a></p>'],
])('%s', async (text, expected) => expect(await rendered(text)).toBe(expected))

test('tables keep their empty cells', async () => {
  const text = '| 名称 | 值 |\n|---|---|\n| 甲 | |\n|| 1% |'
  const cells = [...(await rendered(text)).matchAll(/<t[hd](?: [^>]*)?>(.*?)<\/t[hd]>/g)].map(
    ([, cell]) => cell,
  )
  expect(cells).toEqual(['名称', '值', '甲', '', '', '1%'])
})

// Frappe CVE-2026-31879 and its kind: whatever the author wrote stays text.
test.each([
  '<script>alert(1)</script>',
  '正文 <img src=x onerror=alert(1)>',
  '[点我](javascript:alert(1))',
  '[点我](JaVaScRiPt:alert(1))',
  '[点我](data:text/html,<script>alert(1)</script>)',
  '![图](x" onerror="alert(1))',
  '<javascript:alert(1)>',
  '`<script>`',
  '```\n</code></pre><script>alert(1)</script>\n```',
  '| <script>a</script> |\n|---|\n| <b onclick=x> |',
  '# <svg onload=alert(1)>',
  '[甲]: javascript:alert(1)\n\n[甲]',
  '[点我](https://example.com/"onmouseover="alert(1))',
  '&lt;script&gt; &#60;script&#62;',
])('hostile: %s', async (text) => {
  const result = await rendered(text)
  expect(result).not.toMatch(/<(script|img|svg|b|iframe)\b/i)
  expect(result).not.toMatch(/href="(?!https?:\/\/|mailto:|#)/i)
  expect(result).not.toMatch(/<[^>]*"\s*on\w+=/i)
})

test('positions are those of the whole text, also after the front matter', async () => {
  const text = '---\n制度: 甲\n---\n\n# 乙\n'
  const ids: number[] = []
  const headingId = (from: number) => {
    ids.push(from)
    return 'here'
  }
  const result = String(await renderMarkdown({ text, ...plain, headingId }, text.indexOf('\n\n')))
  expect(result.trim()).toBe('<h2 id="here">乙</h2>')
  expect(ids).toEqual([text.indexOf('# 乙')])
})
