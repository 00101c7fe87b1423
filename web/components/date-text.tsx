/** `<DateText value="2026-10-31" />`, or a moment in the reader's time zone: `<DateText value="2026-10-31T08:00:00Z" />`. */
import dayjs from 'dayjs'

export function DateText({ value }: { readonly value: string | null | undefined }) {
  if (!value) return <span className="figures">—</span>
  const shown = value.includes('T') ? dayjs(value).format('YYYY-MM-DD HH:mm') : value
  return (
    <time className="figures" dateTime={value}>
      {shown}
    </time>
  )
}
