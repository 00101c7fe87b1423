import dayjs from 'dayjs'

export const dayOf = (moment: string | null): string => (moment ? dayjs(moment).format('YYYY-MM-DD') : '')
