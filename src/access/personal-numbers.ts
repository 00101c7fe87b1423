/** Numbers that check themselves: a slip of one digit is found before it is stored. No dependency, so pages ask it, too. */

/** What a person has of these beside the bank card, which changes by a procedure of its own. */
export const personalFields = ['id_number', 'phone'] as const

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const checks = '10X98765432'

/** A citizen's number of 18 characters (GB 11643): place, a day of birth that exists, order, and the check of all that. */
export function isIdentityNumber(text: string): boolean {
  if (!/^[1-9]\d{16}[\dX]$/.test(text)) return false
  const day = `${text.slice(6, 10)}-${text.slice(10, 12)}-${text.slice(12, 14)}`
  const born = new Date(`${day}T00:00:00Z`)
  if (Number.isNaN(born.getTime()) || !born.toISOString().startsWith(day)) return false
  if (born.getTime() > Date.now() || day < '1900-01-01') return false
  const sum = weights.reduce((all, weight, at) => all + weight * Number(text[at]), 0)
  return text[17] === checks[sum % 11]
}

/** A bank card's number: its last digit is the Luhn check of the others (ISO/IEC 7812). */
export function isCardNumber(text: string): boolean {
  if (!/^\d{12,19}$/.test(text)) return false
  const sum = [...text].reverse().reduce((all, digit, at) => {
    const doubled = Number(digit) * (at % 2 === 1 ? 2 : 1)
    return all + (doubled > 9 ? doubled - 9 : doubled)
  }, 0)
  return sum % 10 === 0
}
