/** Links that open one thing to one person, once, and soon: kept in memory, since they are worth nothing after a restart. */
import { randomUUID } from 'node:crypto'

const lasting = 60_000

export interface LinksForOnce {
  readonly give: (what: string) => string
  /** True the first time, of what it was given for. */
  readonly take: (link: string, what: string) => boolean
}

export function linksForOnce(now: () => number = Date.now): LinksForOnce {
  const given = new Map<string, { readonly what: string; readonly until: number }>()
  return {
    give(what) {
      for (const [link, { until }] of given) if (until < now()) given.delete(link)
      const link = randomUUID()
      given.set(link, { what, until: now() + lasting })
      return link
    },
    take(link, what) {
      const found = given.get(link)
      given.delete(link)
      return found !== undefined && found.what === what && found.until >= now()
    },
  }
}
