/** Cells to and from the text spreadsheets put on the clipboard: tabs between columns, lines between rows. */

export function toClipboard(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => row.map(quoted).join('\t')).join('\n')
}

const quoted = (cell: string) => (/[\t\n"]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)

/** A last line break, as Excel writes it, is no row. */
export function fromClipboard(text: string): string[][] {
  const rows: string[][] = [[]]
  let cell = ''
  let inside = false
  const source = text.replace(/\r\n?/g, '\n').replace(/\n$/, '')
  for (let at = 0; at < source.length; at += 1) {
    const letter = source[at] ?? ''
    if (inside && letter === '"' && source[at + 1] === '"') {
      cell += '"'
      at += 1
    } else if (letter === '"' && (inside || cell === '')) inside = !inside
    else if (!inside && (letter === '\t' || letter === '\n')) {
      rows.at(-1)?.push(cell)
      cell = ''
      if (letter === '\n') rows.push([])
    } else cell += letter
  }
  rows.at(-1)?.push(cell)
  return rows
}

/** What people type on a Chinese keyboard: ８．５ and 9。5 are 8.5 and 9.5. */
export function tidy(text: string): string {
  return text.normalize('NFKC').replaceAll('。', '.').replace(/[\s,]/g, '').replace(/分$/, '')
}
