/** Aligns the columns of a Markdown table; a Chinese character is as wide as two others. */
export function formatTable(text: string): string {
  const end = text.includes('\r\n') ? '\r\n' : '\n'
  const rows = text.split(/\r?\n/).map(cellsOf)
  const width = rows[0]?.length ?? 0
  const delimiter = rows[1]
  if (!delimiter || rows.some((row) => row.length !== width)) return text
  const widths = Array.from({ length: width }, (_, i) => {
    const contents = rows.filter((row) => row !== delimiter).map((row) => wide(row[i] ?? ''))
    return Math.max(3, ...contents)
  })
  return rows
    .map(
      (row) =>
        `| ${row.map((cell, i) => (row === delimiter ? rule(cell, widths[i] ?? 3) : pad(cell, widths[i] ?? 0))).join(' | ')} |`,
    )
    .join(end)
}

function cellsOf(line: string): string[] {
  const inner = line
    .trim()
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|$/, '')
  return inner.split(/(?<!\\)\|/).map((cell) => cell.trim())
}

function rule(cell: string, width: number): string {
  const [left, right] = [cell.startsWith(':') ? ':' : '', cell.endsWith(':') ? ':' : '']
  return `${left}${'-'.repeat(width - left.length - right.length)}${right}`
}

function pad(cell: string, width: number): string {
  return cell + ' '.repeat(Math.max(0, width - wide(cell)))
}

function wide(text: string): number {
  return [...text].reduce(
    (sum, character) =>
      sum +
      (/[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]/u.test(
        character,
      )
        ? 2
        : 1),
    0,
  )
}
