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

/**
 * What somebody is in the middle of typing: in this tab alone, and by account, so that the next person at this computer
 * finds nothing. Loading the page again, going back or having to sign in in between loses nothing of it.
 */
export function keptDraft(name: string): object | undefined {
  try {
    const value: unknown = JSON.parse(recall(name, 'tab') ?? 'null')
    return value !== null && typeof value === 'object' ? value : undefined
  } catch {
    return undefined
  }
}

export function keepDraft(name: string, value: object | undefined): void {
  remember(name, value && JSON.stringify(value), 'tab')
}
