/** The mouse may hit a row anywhere; arrow keys go from one row's link to the next, Enter follows it. */
import type { HTMLAttributes, KeyboardEvent, MouseEvent } from 'react'

export function rowKeys(open: (() => void) | undefined): HTMLAttributes<HTMLElement> {
  if (!open) return {}
  return {
    onClick: (event: MouseEvent<HTMLElement>) => {
      const own = (event.target as HTMLElement).closest('a, button, input, label, [role="button"]')
      if (!own && !getSelection()?.toString()) open()
    },
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
      if (!step) return
      const row = event.currentTarget
      const links = [
        ...(row.parentElement?.querySelectorAll<HTMLElement>(
          ':scope > * td:first-child :is(a, button), :scope > * > :first-child :is(a, button)',
        ) ?? []),
      ]
      const next = links[links.findIndex((link) => row.contains(link)) + step]
      if (!next) return
      event.preventDefault()
      next.focus()
    },
  }
}
