/** Identity numbers, bank accounts and telephone numbers: masked as a rule, shown when asked for and recorded (L-4). */
import type { Database } from '../records/database.ts'

export interface PersonalData {
  readonly id_number: string | null
  readonly bank_name: string | null
  readonly bank_account: string | null
  readonly phone: string | null
}

export const personalFields = ['id_number', 'bank_name', 'bank_account', 'phone'] as const

/** As row-level security lets the reader: undefined is none entered or not within reach. */
export async function readPersonalData(db: Database, person: string): Promise<PersonalData | undefined> {
  const [row] = await db.query<PersonalData>(
    'select id_number, bank_name, bank_account, phone from private.personal_data where person_no = $1',
    [person],
  )
  return row
}

export async function writePersonalData(
  db: Database,
  person: string,
  data: PersonalData,
  by: string,
): Promise<void> {
  await db.query(
    `insert into private.personal_data (person_no, id_number, bank_name, bank_account, phone, entered_by)
     values ($1, $2, $3, $4, $5, $6)
     on conflict (person_no) do update set id_number = excluded.id_number, bank_name = excluded.bank_name,
       bank_account = excluded.bank_account, phone = excluded.phone, entered_by = excluded.entered_by, entered_at = now()`,
    [person, data.id_number, data.bank_name, data.bank_account, data.phone, by],
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

function hidden(text: string | null, first: number, last: number): string | null {
  if (text === null) return null
  const stars = Math.max(4, text.length - first - last)
  return `${text.slice(0, first)}${'*'.repeat(stars)}${text.slice(-last)}`
}
