/** `bytesText('1536')` is '1.5 KB'. Sizes are told, not reckoned with. */
export function bytesText(bytes: string): string {
  const size = Number(bytes)
  const power = Math.min(3, Math.floor(Math.log(Math.max(1, size)) / Math.log(1024)))
  const unit = ['B', 'KB', 'MB', 'GB'][power]
  return `${(size / 1024 ** power).toFixed(power === 0 ? 0 : 1)} ${unit}`
}
