/** Which columns are shown, kept in this browser per table. */
import { useMemo, useState } from 'react'
import { recall, remember } from '../../storage.ts'
import type { Column } from './column.tsx'

export interface ChosenColumns<Row = never> {
  readonly all: readonly Column<Row>[]
  readonly shown: readonly Column<Row>[]
  readonly choose: (keys: readonly string[] | undefined) => void
  readonly isDefault: boolean
}

export function useChosenColumns<Row>(id: string, all: readonly Column<Row>[]): ChosenColumns<Row> {
  const name = `columns.${id}`
  const [kept, setKept] = useState(() => recall(name)?.split(','))
  const shown = useMemo(() => {
    const chosen = all.filter(({ key, hidden }) => (kept ? kept.includes(key) : !hidden))
    // Columns may have been renamed since they were chosen.
    return chosen.length > 0 ? chosen : all.filter(({ hidden }) => !hidden)
  }, [all, kept])
  return {
    all,
    shown,
    isDefault: kept === undefined,
    choose: (keys) => {
      remember(name, keys?.join(','))
      setKept(keys ? [...keys] : undefined)
    },
  }
}
