/** The page of the language reference on built-in objects, made from the vocabulary. `node docs/built-in-objects.ts` writes it. */
import { writeFileSync } from 'node:fs'
import type { Field, RecordObject } from '../src/language/index.ts'
import { vocabulary } from '../src/records/vocabulary.ts'

export const page = new URL('./language/内置对象.md', import.meta.url)

export function builtInObjects(): string {
  const sections = vocabulary.objects.map(section)
  return `# 内置对象

系统自带的对象和字段，制度里直接用这些名称，不用声明。“反向”是从另一头看过来的名称；没有写反向的，就用本对象的名称：一个员工有多份“合同”，公式里写 \`合计(合同.营业额)\`。标有“算出”的字段由系统从别的记录得出，不用导入。英文名是接口和数据库里的名称。

${sections.join('\n')}`
}

function section(object: RecordObject): string {
  const key = object.key.map(
    (column) => object.fields.find((field) => field.columns.includes(column))?.label ?? column,
  )
  const period = object.period === undefined ? '' : '每期各有各的记录，结算哪一期只看得到哪一期的。'
  const about = [object.note?.text, period].filter((text) => text !== undefined && text !== '').join('')
  const rows = object.fields.map(
    (field) => `| ${field.label} | ${typeOf(field)} | \`${field.id}\` | ${remark(field)} |`,
  )
  return `## ${object.label}

\`${object.id}\`，主键：${key.join('、')}。${about}

| 字段 | 类型 | 英文名 | 说明 |
| --- | --- | --- | --- |
${rows.join('\n')}
`
}

function typeOf({ type, nullable }: Field): string {
  const names = { date: '日期', text: '文本', boolean: '是否' } as const
  const name =
    type.kind === 'number' ? type.unit : type.kind === 'reference' ? labelOf(type.object) : names[type.kind]
  return `${name}${nullable ? '，可空' : ''}`
}

function remark(field: Field): string {
  const back =
    field.type.kind === 'reference' && field.reverse !== undefined ? `反向：${field.reverse}` : undefined
  return [
    field.derived ? '算出' : undefined,
    field.note?.text.replaceAll('|', '\\|').replace(/。$/, ''),
    back,
  ]
    .filter((text) => text !== undefined)
    .join('；')
}

function labelOf(id: string): string {
  return vocabulary.objects.find((object) => object.id === id)?.label ?? id
}

if (import.meta.main) writeFileSync(page, builtInObjects())
