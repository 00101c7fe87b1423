/** Whose system this is, and whether it still shows the sample company. */
import { sampleAccounts, sampleSubject } from '../../samples/accounts.ts'
import type { Role } from '../access/roles.ts'
import type { Database } from '../records/database.ts'

export interface Company {
  readonly company: string
  readonly sample: boolean
  readonly demoAccounts: { name: string; person: string; role: Role; password: string }[]
}

/** Sign-ins of the sample company are shown only while its records are loaded, and only those that still open. */
export async function companyOf(db: Database): Promise<Company> {
  const [row] = await db.query<{ company: string | null; sample: boolean; open: string[] }>(
    `select (select value from access.setting where name = 'company') as company,
       exists (select from audit.entry where action = 'import' and subject = $1) as sample,
       array(select sign_in_name::text from access.account where active and sign_in_name = any($2)) as open`,
    [sampleSubject, sampleAccounts.map(({ name }) => name)],
  )
  const sample = row?.sample === true
  return {
    company: row?.company ?? (sample ? '澄源水处理设备有限公司' : '衡绩'),
    sample,
    demoAccounts: sample
      ? sampleAccounts
          .filter(({ name }) => row?.open.includes(name))
          .map(({ name, person, role, password }) => ({ name, person, role, password }))
      : [],
  }
}
