/** Whose system this is, and whether it still shows the sample company. */
import { sampleAccounts, sampleSubject } from '../../samples/accounts.ts'
import type { Role } from '../access/roles.ts'
import type { Database } from '../records/database.ts'

export interface Company {
  readonly company: string
  readonly sample: boolean
  readonly demoAccounts: { name: string; person: string; role: Role; password: string }[]
}

/** Sign-ins of the sample company are shown only while its records are the ones loaded. */
export async function companyOf(db: Database): Promise<Company> {
  const [row] = await db.query<{ company: string | null; sample: boolean }>(
    `select (select value from access.setting where name = 'company') as company,
       exists (select from audit.entry where action = 'import' and subject = $1) as sample`,
    [sampleSubject],
  )
  const sample = row?.sample === true
  return {
    company: row?.company ?? (sample ? '澄源水处理设备有限公司' : '衡绩'),
    sample,
    demoAccounts: sample
      ? sampleAccounts.map(({ name, person, role, password }) => ({ name, person, role, password }))
      : [],
  }
}
