/** Sign-ins of the sample company, one or more for each role its people have. Shown on the sign-in page. */
import { createAccount } from '../src/access/accounts.ts'
import { type Role, roles } from '../src/access/roles.ts'
import type { Database } from '../src/records/database.ts'

/** What the audit log calls the import of the sample company; whoever finds it knows whose records these are. */
export const sampleSubject = '示例公司 2026 年账册'

interface SampleAccount {
  /** Sign-in name: the staff number, or a word. */
  readonly name: string
  readonly person: string
  readonly role: Role
  readonly password: string
}

/** No real account: these are public, and there only while the sample company is. */
const password = 'shuizhi-2026'

const account = (name: string, person: string, role: Role): SampleAccount => ({
  name,
  person,
  role,
  password,
})

export const sampleAccounts: readonly SampleAccount[] = [
  account('0013', '程磊', 'salesperson'),
  account('0009', '曹志宏', 'sales-manager'),
  account('0007', '许建国', 'unit-head'),
  account('0054', '罗玉珍', 'administration'),
  account('0055', '贾秋实', 'finance'),
  account('0001', '沈知远', 'director'),
  account('0002', '韩立群', 'director'),
  account('0003', '罗海涛', 'service-lead'),
  account('0006', '阎冬梅', 'receptionist'),
  account('0047', '张德胜', 'engineer'),
  account('0033', '何桂兰', 'unit-head'),
  account('0056', '丁一鸣', 'unit-head'),
  account('0030', '梁岚', 'salesperson'),
  account('admin', '系统管理员', 'admin'),
  account('audit', '审计', 'auditor'),
]

/** Makes those that are not there yet. */
export async function createSampleAccounts(db: Database): Promise<void> {
  const present = new Set(
    (await db.query<{ sign_in_name: string }>('select sign_in_name from access.account')).map(
      (row) => row.sign_in_name,
    ),
  )
  for (const { name, person, role } of sampleAccounts) {
    if (present.has(name)) continue
    const staffNumber = /^\d{4}$/.test(name) ? name : null
    await createAccount(db, {
      signInName: name,
      person: staffNumber,
      displayName: staffNumber ? `${person}（${name}）` : person,
      roles: [role],
      password,
      mustChangePassword: false,
      createdBy: `示例公司（${roles.admin.label}）`,
    })
  }
}
