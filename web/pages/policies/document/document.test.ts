import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import policy from '../../../../policies/marketing-and-service.md?raw'
import { check } from '../../../../src/language/index.ts'
import { vocabulary } from '../../../../src/records/vocabulary.ts'
import { Blocks } from './blocks.tsx'
import { Formulas } from './formulas.tsx'

function rendered(text: string): string {
  const { read } = check(text, vocabulary)
  return renderToStaticMarkup(
    createElement(Blocks, {
      text,
      from: 0,
      heading: () => 'here',
      caption: () => undefined,
      code: (language, from, to) =>
        language === 'policy' ? createElement(Formulas, { read, from, to }) : undefined,
    }),
  )
}

test.each([
  ['## **甲** 乙 ##', '<h3 id="here" tabindex="-1"> <strong>甲</strong> 乙 </h3>'],
  ['甲**乙**丙*丁*`戊`', '<p>甲<strong>乙</strong>丙<em>丁</em><code>戊</code></p>'],
  ['2 \\* 3', '<p>2 * 3</p>'],
  ['[甲](https://example.com "t")', '<a href="https://example.com" rel="noreferrer nofollow">甲</a>'],
])('%s', (text, expected) => expect(rendered(text)).toContain(expected))

// Frappe CVE-2026-31879 and its kind: whatever the author wrote stays text (trust 23).
test.each([
  '<script>alert(1)</script>',
  '正文 <img src=x onerror=alert(1)>',
  '[点我](javascript:alert(1))',
  '[点我](JaVaScRiPt:alert(1))',
  '[点我](data:text/html,<script>alert(1)</script>)',
  '![图](x" onerror="alert(1))',
  '<javascript:alert(1)>',
  '```\n</code></pre><script>alert(1)</script>\n```',
  '| <script>a</script> |\n|---|\n| <b onclick=x> |',
  '# <svg onload=alert(1)>',
  '[甲]: javascript:alert(1)\n\n[甲]',
  '[点我](https://example.com/"onmouseover="alert(1))',
  '```policy\n员工:\n  <script>alert(1)</script> = "<img src=x onerror=alert(1)>"\n```',
])('hostile: %s', (text) => {
  const result = rendered(text)
  expect(result).not.toMatch(/<(script|img|svg|b|iframe)\b/i)
  expect(result).not.toMatch(/href="(?!https?:\/\/|mailto:|#)/i)
  expect(result).not.toMatch(/<[^>]*"\s*on\w+=/i)
})

test('names in formulas lead to their definition, and nothing of a formula is lost', () => {
  const html = rendered(policy)
  expect(html).toContain('href="#def-person-综合考评率"')
  expect(html).toContain('href="#table-基本提成比例"')
  const words = html.replace(/<[^>]*>/g, '').replace(/\s/g, '')
  for (const line of ['合计(业绩归属.销售提成)', '如果(达到基准价且非整行超额,有效基准价×数量,0)'])
    expect(words).toContain(line)
})
