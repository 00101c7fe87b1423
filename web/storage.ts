/** Small choices kept in this browser. A private window may refuse storage; then they last as long as the page. */
const prefix = 'hengji.'

export function recall(name: string): string | undefined {
  try {
    return localStorage.getItem(prefix + name) ?? undefined
  } catch {
    return undefined
  }
}

export function remember(name: string, value: string | undefined): void {
  try {
    if (value === undefined) localStorage.removeItem(prefix + name)
    else localStorage.setItem(prefix + name, value)
  } catch {
    // Nothing is lost but the choice.
  }
}
