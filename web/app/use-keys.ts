/** Keys for the whole page: `'mod+k'`, `'?'`, or two in a row, `'g h'`. Not while somebody types into a field. */
import { useEffect, useRef } from 'react'

const apple = /mac|iphone|ipad/i.test(navigator.userAgent)
export const modifierName = apple ? '⌘' : 'Ctrl'

export function useKeys(actions: Readonly<Record<string, () => void>>): void {
  const latest = useRef(actions)
  latest.current = actions
  useEffect(() => {
    let first = ''
    const listen = (event: KeyboardEvent) => {
      const withModifier = apple ? event.metaKey : event.ctrlKey
      if (!withModifier && (event.altKey || event.ctrlKey || event.metaKey || isTyping(event.target))) return
      const key = event.key.toLowerCase()
      const name = withModifier ? `mod+${key}` : key
      const action = latest.current[`${first} ${name}`] ?? latest.current[name]
      first = name
      if (!action) return
      event.preventDefault()
      first = ''
      action()
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [])
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  return target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName)
}
