import { expect, test } from 'vitest'
import { checkPolicy } from '../settlement/policy-version.ts'
import { itemsOf } from './items.ts'

const head = `---
制度: 试
版本: 1
期间: 月
应付项: 员工.应发
---
`

function items(formulas: string): string[] {
  const program = checkPolicy(`${head}\n\`\`\`policy\n员工:\n${formulas}\n\`\`\`\n`)
  return itemsOf(program).map(({ definition, sign }) => `${sign < 0 ? '−' : '+'}${definition.name.text}`)
}

test('M-6.2 the items are the terms of the payable formula, opened as far as they are plain sums', () => {
  expect(
    items(`  应发 = 小计 + 补足 - 扣款
  小计 = 固定 + 奖金
  固定 = 基本工资 × 1
  奖金 = 最大(基本工资 - 1000元, 0)
  补足 = 0元 × 1
  扣款 = 个人 - 公司
  个人 = 基本工资 × 10%
  公司 = 基本工资 × 5%`),
  ).toEqual(['+固定', '+奖金', '+补足', '−个人', '+公司'])
})

test('M-6.2 a formula that is no plain sum stays one item, because its parts would not add up', () => {
  expect(items('  应发 = 四舍五入(奖金 + 补足, 0)\n  奖金 = 基本工资 × 1\n  补足 = 基本工资 × 2')).toEqual([
    '+应发',
  ])
  expect(items('  应发 = 奖金 + 基本工资\n  奖金 = 基本工资 × 1')).toEqual(['+应发'])
  expect(items('  应发 = 奖金 + 小计\n  奖金 = 基本工资 × 1\n  小计 = 奖金 + 基本工资')).toEqual([
    '+奖金',
    '+小计',
  ])
})

test('a policy that names nothing payable has no items', () => {
  const program = checkPolicy(
    `${head.replace(/应付项.*\n/, '')}\n\`\`\`policy\n员工:\n  甲 = 基本工资 × 2\n\`\`\`\n`,
  )
  expect(itemsOf(program)).toEqual([])
})
