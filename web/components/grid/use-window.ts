/** Which rows are drawn: all of a short sheet, those in view and a few around of a long one. */
import { type RefObject, type UIEvent, useCallback, useState } from 'react'

export const rowHeight = 36
const headHeight = 48
const virtualFrom = 100
const around = 12

export function useWindow(box: RefObject<HTMLDivElement | null>, count: number) {
  const [top, setTop] = useState(0)
  const height = box.current?.clientHeight ?? 720
  const page = Math.max(1, Math.floor((height - headHeight) / rowHeight) - 1)
  const virtual = count > virtualFrom
  const from = virtual ? Math.max(0, Math.floor(top / rowHeight) - around) : 0
  const to = virtual ? Math.min(count, from + page + 2 * around) : count
  const reveal = useCallback(
    (row: number) => {
      const element = box.current
      if (!element) return
      const above = row * rowHeight
      const space = element.clientHeight - headHeight - rowHeight
      if (above < element.scrollTop) element.scrollTop = above
      else if (above > element.scrollTop + space) element.scrollTop = above - space
      setTop(element.scrollTop)
    },
    [box],
  )
  return {
    from,
    to,
    page,
    before: from * rowHeight,
    after: (count - to) * rowHeight,
    reveal,
    onScroll: (event: UIEvent<HTMLDivElement>) => setTop(event.currentTarget.scrollTop),
  }
}
