/** The routes over a small company of their own, with the account `admin` signed in as its administrator. */
import type { Database } from '../../records/database.ts'
import { smallCompany } from '../../records/testing/company.ts'
import type { Services } from '../api/services.ts'
import { makeAccount, signIn } from './accounts.ts'
import { type Caller, testApi, testServices } from './services.ts'

export interface Administered {
  readonly db: Database
  readonly services: Services
  readonly app: ReturnType<typeof testApi>
  readonly admin: Caller
  readonly adminId: string
  close(): Promise<void>
}

export async function administered(): Promise<Administered> {
  const db = await smallCompany('postgres')
  const services = await testServices(db)
  const app = testApi(services)
  const adminId = await makeAccount(db, 'admin', ['admin'])
  const admin = await signIn(app, 'admin')
  return {
    ...{ db, services, app, admin, adminId },
    async close() {
      await services.jobs.stop()
      await db.close()
    },
  }
}
