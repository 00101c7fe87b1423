/**
 * A sheet to fill without the mouse: arrows, Enter and Tab, typing, F2, Delete, copy and paste with Excel, undo, fill
 * down (Ctrl+D), and a key to the next gap (G or Alt+↓). Cells that are not editable cannot be typed over.
 *
 *     <Grid label={t('sheet')} columns={columns} rows={rows} rowKey={(row) => row.number}
 *       cell={(row, column) => ({ text: '8.5', tone: 'entered', editable: true })}
 *       onEdit={save} onOpen={(row, column) => …} isGap={(row, column) => …} />
 *
 * Rows are drawn only in view beyond a hundred; the focus stays on the grid, which names the active cell.
 */
import { type ReactNode, useCallback, useEffect, useId, useImperativeHandle, useRef, useState } from 'react'
import { tidy } from './clipboard.ts'
import styles from './grid.module.css'
import { GridRow } from './grid-row.tsx'
import { areaOf, type GridCell, type GridColumn, type GridEdit, type Place } from './grid-types.ts'
import { useEdits } from './use-edits.ts'
import { useGridKeys } from './use-grid-keys.ts'
import { useWindow } from './use-window.ts'

export interface GridHandle {
  readonly nextGap: () => boolean
}

export interface GridProps<Row> {
  readonly label: string
  readonly columns: readonly GridColumn[]
  readonly rows: readonly Row[]
  readonly rowKey: (row: Row) => string
  readonly cell: (row: Row, column: string) => GridCell
  readonly onEdit?: (edits: readonly GridEdit[]) => void
  /** Enter or a double click on a cell that is not edited. */
  readonly onOpen?: (row: Row, column: string) => void
  readonly isGap?: (row: Row, column: string) => boolean
  /** Part of a paste fell on cells that cannot be changed. */
  readonly onSkipped?: (count: number) => void
  readonly handle?: React.Ref<GridHandle>
  readonly empty?: ReactNode
}

export interface Editing {
  readonly text: string
  /** Opened by typing: arrows then leave the cell, as in a spreadsheet. */
  readonly typed: boolean
}

const nothing = () => {}

export function Grid<Row>(props: GridProps<Row>) {
  const { label, columns, rows, rowKey, cell, onEdit = nothing, onOpen, isGap } = props
  const id = useId()
  const box = useRef<HTMLDivElement>(null)
  const [active, setActive] = useState<Place>({ row: 0, column: firstEditable(columns) })
  const [anchor, setAnchor] = useState<Place>(active)
  const [editing, setEditing] = useState<Editing>()
  const edits = useEdits(onEdit)
  const view = useWindow(box, rows.length)
  const at = { row: Math.min(active.row, Math.max(0, rows.length - 1)), column: active.column }
  const area = areaOf(at, { row: Math.min(anchor.row, Math.max(0, rows.length - 1)), column: anchor.column })

  const cellAt = (place: Place): GridCell | undefined => {
    const row = rows[place.row]
    const column = columns[place.column]
    return row !== undefined && column ? cell(row, column.key) : undefined
  }
  const goTo = useCallback(
    (place: Place, extend = false) => {
      setActive(place)
      if (!extend) setAnchor(place)
      view.reveal(place.row)
    },
    [view.reveal],
  )
  const gapFrom = useCallback(
    (from: Place): Place | undefined => {
      const width = columns.length
      const count = rows.length * width
      for (let step = 1; step <= count; step += 1) {
        const index = (from.row * width + from.column + step) % count
        const place = { row: Math.floor(index / width), column: index % width }
        const row = rows[place.row]
        const column = columns[place.column]
        if (row !== undefined && column && isGap?.(row, column.key)) return place
      }
      return undefined
    },
    [columns, rows, isGap],
  )
  const nextGap = (): boolean => {
    const place = gapFrom(at)
    if (place) goTo(place)
    box.current?.focus()
    return place !== undefined
  }
  useImperativeHandle(props.handle, () => ({ nextGap }))

  const change = (wanted: readonly (Place & { readonly text: string })[]) => {
    const after: GridEdit[] = []
    const before: GridEdit[] = []
    let skipped = 0
    for (const { text, ...place } of wanted) {
      const found = cellAt(place)
      const row = rows[place.row]
      const column = columns[place.column]
      if (!found || row === undefined || !column) continue
      if (!found.editable) {
        skipped += 1
        continue
      }
      const next = tidy(text)
      if (next === found.text) continue
      const key = { row: rowKey(row), column: column.key }
      after.push({ ...key, text: next })
      before.push({ ...key, text: found.text })
    }
    edits.apply(after, before)
    if (skipped > 0) props.onSkipped?.(skipped)
  }
  const commit = (text: string) => {
    setEditing(undefined)
    change([{ ...at, text }])
    box.current?.focus()
  }
  const open = () => {
    const row = rows[at.row]
    const column = columns[at.column]
    if (row !== undefined && column) onOpen?.(row, column.key)
  }
  const keys = useGridKeys({
    at,
    area,
    extent: { rows: rows.length, columns: columns.length, page: view.page },
    editing,
    setEditing,
    cellAt,
    change,
    goTo,
    setAnchor,
    nextGap,
    open,
    edits,
    refocus: () => box.current?.focus(),
    showEdited: (places) => {
      const first = places[0]
      const row = rows.findIndex((own) => rowKey(own) === first?.row)
      const column = columns.findIndex(({ key }) => key === first?.column)
      if (row >= 0 && column >= 0) goTo({ row, column })
    },
  })
  const dragging = useRef(false)
  useEffect(() => {
    const end = () => {
      dragging.current = false
    }
    window.addEventListener('pointerup', end)
    return () => window.removeEventListener('pointerup', end)
  }, [])

  const shown = rows.slice(view.from, view.to)
  const template = columns.map(({ width }) => `minmax(${width}px, ${width}fr)`).join(' ')
  const widest = columns.reduce((sum, { width }) => sum + width, 0)
  const cellId = (row: number, column: number) => `${id}-${row}-${column}`
  return (
    // biome-ignore lint/a11y/useSemanticElements: a grid that is navigated by keys is no table element
    <div
      ref={box}
      className={styles.grid}
      role="grid"
      aria-label={label}
      aria-rowcount={rows.length + 1}
      aria-colcount={columns.length}
      aria-multiselectable="true"
      aria-activedescendant={rows.length > 0 ? cellId(at.row, at.column) : undefined}
      tabIndex={0}
      onScroll={view.onScroll}
      onKeyDown={keys.onKeyDown}
      onCopy={keys.onCopy}
      onCut={keys.onCut}
      onPaste={keys.onPaste}
    >
      <div className={styles.inner} style={{ minWidth: widest }}>
        {/* biome-ignore lint/a11y/useSemanticElements: see the grid */}
        {/* biome-ignore lint/a11y/useFocusableInteractive: the grid holds the focus */}
        <div role="row" aria-rowindex={1} className={styles.head} style={{ gridTemplateColumns: template }}>
          {columns.map(({ key, title, note, align, heads }, at) => (
            // biome-ignore lint/a11y/useSemanticElements: see the grid
            // biome-ignore lint/a11y/useFocusableInteractive: the grid holds the focus
            <div key={key} role="columnheader" aria-colindex={at + 1} data-align={align} data-heads={heads}>
              <span>{title}</span>
              {note && <small>{note}</small>}
            </div>
          ))}
        </div>
        {/* biome-ignore lint/a11y/useSemanticElements: see the grid */}
        <div role="rowgroup" style={{ paddingTop: view.before, paddingBottom: view.after }}>
          {shown.map((row, offset) => {
            const index = view.from + offset
            return (
              <GridRow
                key={rowKey(row)}
                index={index}
                columns={columns}
                template={template}
                cellId={cellId}
                cell={(column) => cell(row, column)}
                area={index >= area.top && index <= area.bottom ? area : undefined}
                active={index === at.row ? at.column : undefined}
                editing={index === at.row ? editing : undefined}
                onCommit={keys.onCommit}
                onCancel={() => {
                  setEditing(undefined)
                  box.current?.focus()
                }}
                onLeave={commit}
                onPress={(column, extend) => {
                  dragging.current = true
                  goTo({ row: index, column }, extend)
                }}
                onDrag={(column) => dragging.current && setActive({ row: index, column })}
                onDouble={(column) => {
                  const found = cellAt({ row: index, column })
                  if (found?.editable) setEditing({ text: found.text, typed: false })
                  else open()
                }}
              />
            )
          })}
        </div>
      </div>
      {rows.length === 0 && props.empty}
    </div>
  )
}

const firstEditable = (columns: readonly GridColumn[]) =>
  Math.max(
    0,
    columns.findIndex(({ editable }) => editable),
  )
