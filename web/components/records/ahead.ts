/** Days on which something happened, and that are still to come: taken, but not without a word. */
import type { Value } from './record-data.ts'

/** What a record says has happened. Contracts may be dated ahead, and what is due or holds from a day is. */
const happened: Readonly<Record<string, readonly string[]>> = {
  receipt: ['received_on'],
  acceptance: ['accepted_on'],
  refund: ['refunded_on'],
  goods_return: ['returned_on'],
  complaint: ['complained_on', 'judged_on'],
}

/** The company's day, wherever the browser stands; as the server has it. */
export const companyToday = (now = new Date()): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(now)

export function isAhead(object: string, field: string, value: Value | undefined, today: string): boolean {
  const isHappening = Object.hasOwn(happened, object) && happened[object]?.includes(field)
  return isHappening === true && typeof value === 'string' && value > today
}
