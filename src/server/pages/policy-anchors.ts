import type { Clause, Program } from '../../language/index.ts'

/** Where a clause stands on the page of its policy. */
export function clauseAnchor({ document }: Program, clause: Clause): string {
  return `clause-${document.clauses.findIndex((other) => other.from === clause.from) + 1}`
}
