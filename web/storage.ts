/**
 * Small things kept in this browser, or until this tab is closed. A private window may refuse storage; then they last
 * as long as the page.
 */
const prefix = 'hengji.'

type Keeper = 'browser' | 'tab'

const storageOf = (keeper: Keeper) => (keeper === 'tab' ? sessionStorage : localStorage)

export function recall(name: string, keeper: Keeper = 'browser'): string | undefined {
  try {
    return storageOf(keeper).getItem(prefix + name) ?? undefined
  } catch {
    return undefined
  }
}

export function remember(name: string, value: string | undefined, keeper: Keeper = 'browser'): void {
  try {
    if (value === undefined) storageOf(keeper).removeItem(prefix + name)
    else storageOf(keeper).setItem(prefix + name, value)
  } catch {
    // Nothing is lost but the choice.
  }
}

/** The names of everything that is kept. */
export function remembered(keeper: Keeper): string[] {
  try {
    const names = Object.keys(storageOf(keeper))
    return names.filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length))
  } catch {
    return []
  }
}
