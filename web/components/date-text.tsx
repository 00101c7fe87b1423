/** `<DateText value="2026-10-31" />`, or a moment in the reader's time zone: `<DateText value="2026-10-31T08:00:00Z" />`. */
import dayjs from 'dayjs'

export function DateText({ value }: { readonly value: string | null | undefined }) {
  if (!value) return <span className="figures">—</span>
  const moment = value.includes(':') ? isoOf(value) : undefined
  const shown = moment ? dayjs(moment).format('YYYY-MM-DD HH:mm') : value
  return (
    <time className="figures" dateTime={moment ?? value}>
      {shown}
    </time>
  )
}

/** The database writes `2026-10-31 08:00:00.5+08`. */
const isoOf = (value: string) => value.replace(' ', 'T').replace(/([+-]\d{2})$/, '$1:00')
