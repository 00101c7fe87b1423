/**
 * Identity numbers, bank cards and telephone numbers: masked as a rule, shown when asked for and recorded (L-4). Cards are
 * written in bank-cards.ts.
 */
import type { Database } from '../records/database.ts'
import { type Card, cardOf, hidden } from './bank-cards.ts'

export interface OwnNumbers {
  readonly id_number: string | null
  readonly phone: string | null
}

/** With the card pay goes to today. */
export type PersonalData = OwnNumbers & Card

/** As row-level security lets the reader: undefined is none entered or not within reach. */
export async function readPersonalData(db: Database, person: string): Promise<PersonalData | undefined> {
  const [row] = await db.query<OwnNumbers>(
    'select id_number, phone from private.personal_data where person_no = $1',
    [person],
  )
  const card = await cardOf(db, person)
  if (!row && !card) return undefined
  return { id_number: null, phone: null, ...row, ...(card ?? { bank_name: null, bank_account: null }) }
}

export async function writeOwnNumbers(
  db: Database,
  person: string,
  data: OwnNumbers,
  by: string,
): Promise<void> {
  await db.query(
    `insert into private.personal_data (person_no, id_number, phone, entered_by) values ($1, $2, $3, $4)
     on conflict (person_no) do update set id_number = excluded.id_number, phone = excluded.phone,
       entered_by = excluded.entered_by, entered_at = now()`,
    [person, data.id_number, data.phone, by],
  )
}

/** Enough to recognise one's own by: the last four, and of an identity number the place it was given. */
export function masked(data: PersonalData): PersonalData {
  return {
    id_number: hidden(data.id_number, 4, 4),
    bank_name: data.bank_name,
    bank_account: hidden(data.bank_account, 0, 4),
    phone: hidden(data.phone, 3, 2),
  }
}
