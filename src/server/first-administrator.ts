/** A system without accounts gets one: an administrator whose password is said once, here, and has to be changed. */
import { randomBytes } from 'node:crypto'
import { createAccount } from '../access/accounts.ts'
import type { Database } from '../records/database.ts'

export async function firstAdministrator(db: Database, say: (text: string) => void): Promise<void> {
  const [row] = await db.query<{ any: boolean }>('select exists (select from access.account) as any')
  if (row?.any) return
  const password = randomBytes(12).toString('base64url')
  await createAccount(db, {
    signInName: 'admin',
    person: null,
    displayName: '系统管理员',
    roles: ['admin'],
    password,
    mustChangePassword: true,
    createdBy: '第一次启动',
  })
  say(`第一个账号：admin，密码 ${password}（只显示这一次，登录后必须更换）`)
}
