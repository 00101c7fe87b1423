/** Progress on standard error, once something has taken longer than a second. */
export function progress(): (text: string) => void {
  const started = Date.now()
  let shown = started
  return (text) => {
    const now = Date.now()
    if (now - started < 1000 || now - shown < 500) return
    shown = now
    process.stderr.write(process.stderr.isTTY ? `\r\x1b[K${text}` : `${text}\n`)
    if (process.stderr.isTTY) setImmediate(() => process.stderr.write(''))
  }
}
