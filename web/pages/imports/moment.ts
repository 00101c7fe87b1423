import dayjs from 'dayjs'

/** A moment in the reader's time zone, inside a sentence. */
export const momentOf = (moment: string): string => dayjs(moment).format('YYYY-MM-DD HH:mm')
