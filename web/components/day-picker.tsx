/** A day, typed or picked. What is typed in another way than these a picker drops without a word. */
import { DatePicker, type DatePickerProps } from 'antd'
import type { Dayjs } from 'dayjs'

/** It is shown as the first. */
export const dayFormats = ['YYYY-MM-DD', 'YYYY-M-D', 'YYYYMMDD', 'YYYY/M/D', 'YYYY.M.D', 'YYYY年M月D日']

export function DayPicker(props: Omit<DatePickerProps<Dayjs, false>, 'format' | 'picker'>) {
  return <DatePicker {...props} format={dayFormats} />
}
