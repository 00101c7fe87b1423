/** An entry of the log in words, as its page shows it: fields by their labels, people by their names. */
import { vocabulary } from '../records/vocabulary.ts'
import type { Named } from './audit-people.ts'
import type { AuditRow } from './audit-search.ts'

type Fields = Readonly<Record<string, unknown>>

const fieldsOf = (value: unknown): Fields | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined

/** 金额：1 → 2；负责人：张三（0013）. Of a change what was and what is; what else was kept follows. */
export function detailsInWords(entry: Pick<AuditRow & Named, 'action' | 'details' | 'names'>): string {
  const { action, details, names } = entry
  if (action === 'denied' && details.verb) return `需要的权限：${details.verb}“${details.resource}”`
  const object = vocabulary.objects.find(({ id }) => id === details.object)
  const label = (name: string) => object?.fields.find(({ id }) => id === name)?.label ?? name
  const before = fieldsOf(details.before)
  const after = fieldsOf(details.after)
  const changed = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])]
  const rest = Object.entries(details).filter(
    ([name]) => !((name === 'before' && before) || (name === 'after' && after)),
  )
  return [
    ...changed.map(
      (name) => `${label(name)}：${shown(before?.[name], names)} → ${shown(after?.[name], names)}`,
    ),
    ...rest.map(([name, value]) => `${name}：${shown(value, names)}`),
  ].join('；')
}

/** Of entries from before, which kept what was typed at a failed sign-in: only what somebody claimed. */
export const actorInWords = ({ who, actor }: Pick<AuditRow & Named, 'who' | 'actor'>): string =>
  who === actor ? who : `${who}（登录时填的是“${actor}”）`

function shown(value: unknown, names: Named['names']): string {
  if (value === null || value === undefined || value === '') return '—'
  if (typeof value === 'boolean') return value ? '是' : '否'
  if (typeof value === 'string') return Object.hasOwn(names, value) ? `${names[value]}（${value}）` : value
  return typeof value === 'number' ? String(value) : JSON.stringify(value)
}
