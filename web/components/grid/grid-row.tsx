import { useRef } from 'react'
import styles from './grid.module.css'
import type { Editing } from './grid.tsx'
import { type Area, type GridCell, type GridColumn, holds } from './grid-types.ts'

export type Leaving = 'down' | 'up' | 'left' | 'right'

interface Props {
  readonly index: number
  readonly columns: readonly GridColumn[]
  readonly template: string
  readonly cellId: (row: number, column: number) => string
  readonly cell: (column: string) => GridCell
  readonly area: Area | undefined
  readonly active: number | undefined
  readonly editing: Editing | undefined
  readonly onCommit: (text: string, to: Leaving) => void
  readonly onCancel: () => void
  readonly onLeave: (text: string) => void
  readonly onPress: (column: number, extend: boolean) => void
  readonly onDrag: (column: number) => void
  readonly onDouble: (column: number) => void
}

export function GridRow(props: Props) {
  const { index, columns, template, cellId, cell, area, active, editing } = props
  return (
    // biome-ignore lint/a11y/useSemanticElements: see the grid
    // biome-ignore lint/a11y/useFocusableInteractive: the grid holds the focus
    <div
      role="row"
      aria-rowindex={index + 2}
      className={styles.row}
      data-active={active !== undefined}
      style={{ gridTemplateColumns: template }}
    >
      {columns.map((column, at) => {
        const found = cell(column.key)
        const isActive = active === at
        return (
          // biome-ignore lint/a11y/noStaticElementInteractions: its role is a cell's or, for the name, a row's header
          // biome-ignore lint/a11y/useAriaPropsSupportedByRole: both have them
          <div
            key={column.key}
            id={cellId(index, at)}
            role={column.heads ? 'rowheader' : 'gridcell'}
            aria-colindex={at + 1}
            aria-selected={area ? holds(area, index, at) : false}
            {...(column.heads ? {} : { 'aria-readonly': !found.editable })}
            aria-invalid={found.tone === 'wrong' || undefined}
            data-tone={found.tone ?? 'plain'}
            data-active={isActive}
            data-align={column.align}
            data-heads={column.heads}
            title={found.about}
            onPointerDown={(event) => {
              if (event.target instanceof HTMLInputElement) return
              props.onPress(at, event.shiftKey)
            }}
            onPointerEnter={(event) => event.buttons === 1 && props.onDrag(at)}
            onDoubleClick={() => props.onDouble(at)}
          >
            {isActive && editing ? (
              <Editor
                editing={editing}
                label={column.title}
                onCommit={props.onCommit}
                onCancel={props.onCancel}
                onLeave={props.onLeave}
              />
            ) : (
              <>
                {found.shown ?? found.text}
                {found.about && <span className="visually-hidden">{found.about}</span>}
              </>
            )}
          </div>
        )
      })}
    </div>
  )
}

interface EditorProps {
  readonly editing: Editing
  readonly label: string
  readonly onCommit: (text: string, to: Leaving) => void
  readonly onCancel: () => void
  readonly onLeave: (text: string) => void
}

const arrows: Readonly<Record<string, Leaving>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
}

function Editor({ editing, label, onCommit, onCancel, onLeave }: EditorProps) {
  const left = useRef(false)
  const once = (act: () => void) => {
    if (left.current) return
    left.current = true
    act()
  }
  return (
    <input
      className={styles.editor}
      aria-label={label}
      defaultValue={editing.text}
      inputMode="decimal"
      // biome-ignore lint/a11y/noAutofocus: typing into a cell goes on in its field
      autoFocus
      onFocus={({ target }) => {
        if (!editing.typed) target.select()
      }}
      onBlur={({ target }) => once(() => onLeave(target.value))}
      onKeyDown={(event) => {
        event.stopPropagation()
        if (event.nativeEvent.isComposing) return
        const { value } = event.currentTarget
        const to =
          event.key === 'Enter'
            ? event.shiftKey
              ? 'up'
              : 'down'
            : event.key === 'Tab'
              ? event.shiftKey
                ? 'left'
                : 'right'
              : editing.typed
                ? arrows[event.key]
                : undefined
        if (to) {
          event.preventDefault()
          once(() => onCommit(value, to))
        } else if (event.key === 'Escape') {
          event.preventDefault()
          once(onCancel)
        }
      }}
    />
  )
}
