/** 表[键].列: a value of a parameter table by keys, ranges and, for versioned tables, a date. */
import { brokenExpression, type Expression } from '../check/expression.ts'
import { checkIn, type Scope } from '../check/scope.ts'
import { readValueColumn, reportOdd } from '../document/columns.ts'
import type { Interval } from '../document/interval.ts'
import { isInterval, isRemark, type ParameterRow, type ParameterTable } from '../document/parameter-table.ts'
import { nearest } from '../issues/suggest.ts'
import { combine, dateLiteral, decimalLiteral, type Fragment, literal, textLiteral } from '../sql/fragment.ts'
import type { Row } from '../sql/row.ts'
import type { Name, Named, Node, Span } from '../syntax/nodes.ts'
import { decimalText } from '../types/decimal.ts'
import { compatible, type Type } from '../types/type.ts'
import { describeType, fail, make, typed } from './construct.ts'

type LookupNode = Extract<Node, { kind: 'lookup' }>

export function checkLookup(node: LookupNode, scope: Scope): Expression {
  const table = scope.names.tables.get(node.table.text)
  if (!table)
    return fail(
      scope,
      'table-unknown',
      node.table,
      { name: node.table.text },
      nearest(node.table.text, scope.names.tables.keys()),
    )
  const day = dayOf(table, node, scope)
  if (day === 'wrong') return brokenExpression(node)
  if (node.keys.length !== table.keys.length) {
    const keys = table.keys.map((key) => key.heading).join('、')
    return fail(scope, 'lookup-keys', node, { table: table.name.text, keys, found: String(node.keys.length) })
  }
  const keys = node.keys.map((key) => checkIn(scope, key))
  for (const [i, key] of keys.entries()) {
    const column = table.keys[i]
    if (column && !compatible(column.type, key.type)) {
      return fail(scope, 'type-expected', key, {
        expected: describeType(scope, column.type),
        found: describeType(scope, key.type),
      })
    }
  }
  return cell(table, columnOf(table, node.column, node, scope), keys, day, node, scope)
}

/** 参数.最低工资: the row of a table with one key, by name; or the column of a table without keys. */
export function namedCell(
  table: ParameterTable,
  names: readonly Name[],
  node: Node,
  scope: Scope,
): Expression {
  const [, name, column] = names
  if (!name) return fail(scope, 'table-bare', node, { table: table.name.text })
  if (table.keys.length === 0)
    return cell(table, columnOf(table, name, node, scope), [], undefined, node, scope)
  const row = table.rows.find((other) => other.keys[0] === name.text)
  if (!row || table.keys.length !== 1 || table.versioned) {
    const rows = table.rows.flatMap((other) => (typeof other.keys[0] === 'string' ? [other.keys[0]] : []))
    return fail(
      scope,
      'table-row',
      name,
      { table: table.name.text, name: name.text },
      nearest(name.text, rows),
    )
  }
  const index = columnOf(table, column, node, scope)
  const raw = table.columns[index]?.raw
  const own = raw?.cells[table.rows.indexOf(row)]
  if (!raw || !own) return brokenExpression(node)
  const { type, cells } = readValueColumn({ heading: raw.heading, cells: [own] })
  const value = cells[0]
  if (value === undefined)
    return fail(scope, 'table-empty', name, { table: table.name.text, name: name.text })
  return make(node, {
    construct: 'parameter',
    type:
      type.kind === 'number'
        ? { kind: 'number', unit: type.unit, ...(type.adapts ? { adapts: true } : {}) }
        : type,
    children: [],
    constant: value,
    traced: { kind: 'lookup', table: table.name.text },
    sql: () => literal(valueLiteral(value, type)),
  })
}

export function dayOf(
  table: ParameterTable,
  node: { readonly named: readonly Named[] } & Span,
  scope: Scope,
): Expression | undefined | 'wrong' {
  const named = node.named.find((argument) => argument.name.text === '按')
  const other = node.named.find((argument) => argument !== named)
  if (other)
    scope.report('argument-name', other.name, { name: other.name.text, usage: '表[键, 按: 日期].列' })
  if (!named && !table.versioned) return undefined
  if (!named || !table.versioned) {
    scope.report(named ? 'lookup-unversioned' : 'lookup-day', node, { table: table.name.text })
    return 'wrong'
  }
  return typed(scope, named.value, 'date')
}

/** Index of the value column, -1 when reported. */
function columnOf(table: ParameterTable, name: Name | undefined, node: Node, scope: Scope): number {
  const headings = table.columns.map((column) => column.heading)
  if (name) {
    const index = headings.indexOf(name.text)
    if (index < 0)
      scope.report(
        'table-column',
        name,
        { table: table.name.text, name: name.text, columns: headings.join('、') },
        { suggestion: nearest(name.text, headings) },
      )
    return index
  }
  const values = headings.filter((heading) => !isRemark(heading))
  if (values.length === 1) return headings.indexOf(values[0] ?? '')
  scope.report('table-column-which', node, { table: table.name.text, columns: headings.join('、') })
  return -1
}

function cell(
  table: ParameterTable,
  index: number,
  keys: readonly Expression[],
  day: Expression | undefined,
  at: Span,
  scope: Scope,
): Expression {
  const column = table.columns[index]
  if (!column) return brokenExpression(at)
  if (column.odd) reportOdd(column, scope.report)
  return make(at, {
    construct: 'lookup',
    type: column.type,
    children: [...keys, ...(day ? [day] : [])],
    traced: { kind: 'lookup', table: table.name.text },
    sql: (row) => {
      const found = matchedRow(table, keys, day, row, at)
      const empty = table.rows.flatMap((other, i) => (other.values[index] === undefined ? [i + 1] : []))
      const values = table.rows.map(
        (other, i) => `when ${i + 1} then ${valueLiteral(other.values[index], column.type)}`,
      )
      const value = combine(`case ${found.sql} ${values.join(' ')} end`, [found])
      if (empty.length === 0) return value
      const site = row.site('no-cell', at, { table: table.name.text, column: column.heading })
      return combine(value.sql, [found], `case when ${found.sql} in (${empty.join(', ')}) then ${site} end`)
    },
  })
}

/** The number of the table row that fits (from 1), kept beside the result for its explanation. */
export function matchedRow(
  table: ParameterTable,
  keys: readonly Expression[],
  day: Expression | undefined,
  row: Row,
  at: Span,
  code: 'no-row' | 'no-tier' = 'no-row',
): Fragment {
  const values = keys.map((key) => row.hoist(key.sql(row)))
  const on = day && row.hoist(day.sql(row))
  const order = table.rows
    .map((_, i) => i)
    .toSorted((a, b) => openness(table.rows[a]) - openness(table.rows[b]))
  const cases = order.map((i) => `when ${rowTest(table, table.rows[i], values, on)} then ${i + 1}`)
  const operands = [...values, ...(on ? [on] : [])]
  const found = row.keep(`T${at.from}`, combine(`case ${cases.join(' ')} end`, operands))
  const site = row.site(code, at, { table: table.name.text })
  return {
    ...found,
    problem: combine('', [found], `case when ${found.sql} is null then ${site} end`).problem,
  }
}

/** 其余 rows are tried last. */
function openness(row: ParameterRow | undefined): number {
  return row?.keys.filter((key) => key === undefined).length ?? 0
}

/** SQL that holds where a row of the table fits the keys and the day. */
export function rowTest(
  table: ParameterTable,
  row: ParameterRow | undefined,
  values: readonly Fragment[],
  on: Fragment | undefined,
): string {
  const tests = values.flatMap((value, i) => {
    const key = row?.keys[i]
    if (key === undefined) return []
    if (isInterval(key)) return intervalTest(value.sql, key)
    return [`${value.sql} = ${valueLiteral(key, table.keys[i]?.type ?? { kind: 'text' })}`]
  })
  if (on && row?.validFrom) tests.push(`${on.sql} >= ${dateLiteral(row.validFrom)}`)
  if (on && row?.validUntil) tests.push(`${on.sql} < ${dateLiteral(row.validUntil)}`)
  return tests.length === 0 ? 'true' : tests.join(' and ')
}

export function intervalTest(value: string, { low, high }: Interval): string[] {
  return [
    ...(low ? [`${value} ${low.included ? '>=' : '>'} ${decimalLiteral(decimalText(low.value))}`] : []),
    ...(high ? [`${value} ${high.included ? '<=' : '<'} ${decimalLiteral(decimalText(high.value))}`] : []),
  ]
}

function valueLiteral(value: string | undefined, type: Type): string {
  if (value === undefined) return 'null'
  if (type.kind === 'number') return decimalLiteral(value)
  if (type.kind === 'date') return dateLiteral(value)
  return type.kind === 'boolean' ? String(value === '是') : `${textLiteral(value)}::text`
}
