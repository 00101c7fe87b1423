/** An SQL identifier. */
export function name(identifier: string): string {
  return `"${identifier.replaceAll('"', '""')}"`
}

export function names(identifiers: Iterable<string>, alias?: string): string {
  return [...identifiers]
    .map((identifier) => (alias === undefined ? name(identifier) : `${alias}.${name(identifier)}`))
    .join(', ')
}

/** `a.x = b.x and a.y = b.y` */
export function sameOn(columns: Iterable<string>, a: string, b: string): string {
  return [...columns].map((column) => `${a}.${name(column)} = ${b}.${name(column)}`).join(' and ')
}

export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}
