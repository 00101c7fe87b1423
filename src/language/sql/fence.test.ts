import { expect, test } from 'vitest'
import { fencesOf, programOf } from '../testing/run.ts'

const chain = (steps: number) => `---
制度: 试
---
\`\`\`policy
对象 员工:
  工号: 文本, 主键
  额: 元
  甲0 = 四舍五入(额 × 3%, 2)
${Array.from({ length: steps }, (_, i) => `  甲${i + 1} = 四舍五入(甲${i} + 甲${i} × 甲${i} ÷ 额, 2)`).join('\n')}
\`\`\`
`

test('levels that name a computed value more than once are kept apart, so that nothing is copied into its uses', () => {
  const [short] = fencesOf(programOf(chain(2)))
  const [long] = fencesOf(programOf(chain(6)))
  expect(short).toBeGreaterThan(0)
  expect(long).toBeGreaterThanOrEqual((short ?? 0) + 4)
})
