/** What keys and the clipboard do in a sheet. */
import type { ClipboardEvent, KeyboardEvent } from 'react'
import { fromClipboard, toClipboard } from './clipboard.ts'
import type { Editing } from './grid.tsx'
import type { Leaving } from './grid-row.tsx'
import type { Area, GridCell, GridEdit, Place } from './grid-types.ts'
import { type Extent, move, within } from './moves.ts'
import type { Edits } from './use-edits.ts'

interface Sheet {
  readonly at: Place
  readonly area: Area
  readonly extent: Extent
  readonly editing: Editing | undefined
  readonly setEditing: (editing: Editing | undefined) => void
  readonly cellAt: (place: Place) => GridCell | undefined
  readonly change: (wanted: readonly (Place & { readonly text: string })[]) => void
  readonly goTo: (place: Place, extend?: boolean) => void
  readonly setAnchor: (place: Place) => void
  readonly nextGap: () => boolean
  readonly open: () => void
  readonly edits: Edits
  readonly refocus: () => void
  readonly showEdited: (edits: readonly GridEdit[]) => void
}

const beside: Readonly<Record<Leaving, Place>> = {
  up: { row: -1, column: 0 },
  down: { row: 1, column: 0 },
  left: { row: 0, column: -1 },
  right: { row: 0, column: 1 },
}

export function useGridKeys(sheet: Sheet) {
  const { at, area, extent, editing, setEditing, cellAt, change, goTo, edits } = sheet
  const places = (): Place[] => {
    const found: Place[] = []
    for (let row = area.top; row <= area.bottom; row += 1)
      for (let column = area.left; column <= area.right; column += 1) found.push({ row, column })
    return found
  }
  const step = (to: Leaving) => {
    const next = { row: at.row + beside[to].row, column: at.column + beside[to].column }
    goTo(within(next, extent))
  }
  const clear = () => change(places().map((place) => ({ ...place, text: '' })))
  const fillDown = () => {
    const source = area.top === area.bottom ? area.top - 1 : area.top
    if (source < 0) return
    change(
      places()
        .filter(({ row }) => row !== source)
        .map((place) => ({ ...place, text: cellAt({ row: source, column: place.column })?.text ?? '' })),
    )
  }
  const withControl = (event: KeyboardEvent): boolean => {
    const key = event.key.toLowerCase()
    if (key === 'z') sheet.showEdited(event.shiftKey ? edits.redo() : edits.undo())
    else if (key === 'y') sheet.showEdited(edits.redo())
    else if (key === 'd') fillDown()
    else if (key === 'a') {
      goTo({ row: 0, column: 0 })
      goTo({ row: extent.rows - 1, column: extent.columns - 1 }, true)
    } else return false
    return true
  }
  const plain = (event: KeyboardEvent): boolean => {
    const { key } = event
    const cell = cellAt(at)
    if (key === 'Enter' || key === 'F2') {
      if (cell?.editable) setEditing({ text: cell.text, typed: false })
      else sheet.open()
    } else if (key === 'Delete' || key === 'Backspace') clear()
    else if (key.toLowerCase() === 'g') sheet.nextGap()
    else if (/^[-－−\d.。．０-９]$/.test(key) && cell?.editable) setEditing({ text: key, typed: true })
    else return false
    return true
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (editing || event.nativeEvent.isComposing) return
    const control = event.ctrlKey || event.metaKey
    if (event.key === 'Tab' && !control && !event.altKey) {
      // At either end the focus leaves the sheet.
      const column = at.column + (event.shiftKey ? -1 : 1)
      if (column < 0 || column >= extent.columns) return
      event.preventDefault()
      step(event.shiftKey ? 'left' : 'right')
      return
    }
    const moved = event.altKey ? undefined : move(event.key, at, extent, control)
    if (moved) goTo(moved, event.shiftKey)
    else if (event.altKey && event.key === 'ArrowDown') sheet.nextGap()
    else if (event.altKey || !(control ? withControl(event) : plain(event))) return
    event.preventDefault()
    event.stopPropagation()
  }
  const copied = (event: ClipboardEvent): boolean => {
    if (editing) return false
    const rows: string[][] = []
    for (let row = area.top; row <= area.bottom; row += 1)
      rows.push(
        Array.from(
          { length: area.right - area.left + 1 },
          (_, i) => cellAt({ row, column: area.left + i })?.text ?? '',
        ),
      )
    event.clipboardData.setData('text/plain', toClipboard(rows))
    event.preventDefault()
    return true
  }
  return {
    onKeyDown,
    onCopy: (event: ClipboardEvent) => void copied(event),
    onCut: (event: ClipboardEvent) => {
      if (copied(event)) clear()
    },
    onPaste: (event: ClipboardEvent) => {
      if (editing) return
      event.preventDefault()
      const block = fromClipboard(event.clipboardData.getData('text/plain'))
      const one = block.length === 1 && block[0]?.length === 1 ? (block[0][0] ?? '') : undefined
      if (one !== undefined) {
        change(places().map((place) => ({ ...place, text: one })))
        return
      }
      const start = { row: area.top, column: area.left }
      change(
        block.flatMap((cells, row) =>
          cells.map((text, column) => ({ row: start.row + row, column: start.column + column, text })),
        ),
      )
      goTo(start)
      const width = Math.max(...block.map((cells) => cells.length))
      goTo(within({ row: start.row + block.length - 1, column: start.column + width - 1 }, extent), true)
    },
    onCommit: (text: string, to: Leaving) => {
      setEditing(undefined)
      change([{ ...at, text }])
      step(to)
      sheet.refocus()
    },
  }
}
