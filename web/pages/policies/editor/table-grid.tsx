/** The table the cursor stands in, as a grid. Tab and Enter move; every change is written back as aligned Markdown. */
import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { type KeyboardEvent, useRef } from 'react'
import {
  type Grid,
  markdownOf,
  withCell,
  withColumn,
  withoutColumn,
  withoutRow,
  withRow,
} from '../language/table-edit.ts'
import { usePolicyTexts } from '../texts.ts'
import styles from './editor.module.css'

interface Props {
  readonly grid: Grid
  readonly onChange: (from: number, to: number, text: string) => void
}

export function TableGrid({ grid, onChange }: Props) {
  const t = usePolicyTexts()
  const table = useRef<HTMLTableElement>(null)
  const set = (next: Grid) => onChange(grid.from, grid.to, markdownOf(next))
  const move = (event: KeyboardEvent<HTMLInputElement>, row: number, column: number) => {
    if (event.nativeEvent.isComposing) return
    const to = nextCell(grid, event, row, column)
    if (!to) return
    event.preventDefault()
    if (event.key === 'Enter' && row === grid.rows.length - 1) set(withRow(grid, row))
    requestAnimationFrame(() => {
      const cell = table.current?.querySelector<HTMLInputElement>(`[data-cell="${to.join('|')}"]`)
      cell?.focus()
      cell?.select()
    })
  }
  return (
    <section className={styles.grid} aria-label={t('table')}>
      <table ref={table}>
        <thead>
          <tr>
            {grid.heading.map((cell, column) => (
              <th key={column}>
                <input
                  data-cell={`-1|${column}`}
                  aria-label={t('tableHeading', { column: column + 1 })}
                  value={cell}
                  onChange={({ target }) => set(withCell(grid, -1, column, target.value))}
                  onKeyDown={(event) => move(event, -1, column)}
                />
                <Small
                  label={t('columnAdd')}
                  icon="add"
                  onClick={() => set(withColumn(grid, column, t('columnNew')))}
                />
                <Small
                  label={t('columnRemove')}
                  icon="remove"
                  disabled={grid.heading.length < 2}
                  onClick={() => set(withoutColumn(grid, column))}
                />
              </th>
            ))}
            <th>
              <Small label={t('rowAddFirst')} icon="add" onClick={() => set(withRow(grid, -1))} />
            </th>
          </tr>
        </thead>
        <tbody>
          {grid.rows.map((cells, row) => (
            <tr key={row}>
              {cells.map((cell, column) => (
                <td key={column}>
                  <input
                    data-cell={`${row}|${column}`}
                    aria-label={t('tableCell', { row: row + 1, column: grid.heading[column] ?? '' })}
                    value={cell}
                    onChange={({ target }) => set(withCell(grid, row, column, target.value))}
                    onKeyDown={(event) => move(event, row, column)}
                  />
                </td>
              ))}
              <td>
                <Small
                  label={t('rowAdd', { row: row + 1 })}
                  icon="add"
                  onClick={() => set(withRow(grid, row))}
                />
                <Small
                  label={t('rowRemove', { row: row + 1 })}
                  icon="remove"
                  onClick={() => set(withoutRow(grid, row))}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** Up, down, and by Tab along the rows; from the last cell Tab leads on to what comes after the table. */
function nextCell(
  grid: Grid,
  event: KeyboardEvent,
  row: number,
  column: number,
): [number, number] | undefined {
  const step = { ArrowUp: -1, ArrowDown: 1, Enter: 1 }[event.key]
  if (step) return [row + step, column]
  if (event.key !== 'Tab') return undefined
  const width = grid.heading.length
  const at = (row + 1) * width + column + (event.shiftKey ? -1 : 1)
  return at < 0 || at >= (grid.rows.length + 1) * width ? undefined : [Math.floor(at / width) - 1, at % width]
}

interface SmallProps {
  readonly label: string
  readonly icon: 'add' | 'remove'
  readonly disabled?: boolean
  readonly onClick: () => void
}

/** Not in the way of Tab, which goes from cell to cell; the pointer and a screen reader reach them. */
function Small({ label, icon, disabled = false, onClick }: SmallProps) {
  return (
    <Button
      size="small"
      type="text"
      aria-label={label}
      title={label}
      disabled={disabled}
      icon={icon === 'add' ? <PlusOutlined /> : <DeleteOutlined />}
      onClick={onClick}
    />
  )
}
