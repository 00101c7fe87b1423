/** The seller of src/settlement/testing with people signed in who settle, decide, look on and may not look. */
import type { Role } from '../../../access/roles.ts'
import type { Database } from '../../../records/database.ts'
import type { Engine } from '../../../records/testing/server.ts'
import type { PolicyVersion } from '../../../settlement/policy-version.ts'
import { money, sellerOn } from '../../../settlement/testing/seller.ts'
import { makeAccount, signIn } from '../../testing/accounts.ts'
import { ended } from '../../testing/jobs.ts'
import { type Caller, testApi, testServices } from '../../testing/services.ts'
import type { Services } from '../services.ts'

export interface Office {
  readonly db: Database
  readonly version: PolicyVersion
  readonly services: Services
  /** 财务, 主管 and 总监 (both directors), 行政, 事业部负责人 B, 业务员 S, 审计 and 系统管理员. */
  readonly finance: Caller
  readonly director: Caller
  readonly second: Caller
  readonly administration: Caller
  readonly head: Caller
  readonly salesperson: Caller
  readonly auditor: Caller
  readonly admin: Caller
}

export async function officeOn(engine: Engine, months: readonly string[]): Promise<Office> {
  const { db, version } = await sellerOn(engine)
  for (const month of months) await money(db, `${month}-10`, 10000)
  const services = await testServices(db)
  const app = testApi(services)
  const person = async (name: string, role: Role, of: string | null = null) => {
    await makeAccount(db, name, [role], { person: of, displayName: name })
    return signIn(app, name)
  }
  return {
    db,
    version,
    services,
    finance: await person('caiwu', 'finance'),
    director: await person('zhuguan', 'director'),
    second: await person('zongjian', 'director'),
    administration: await person('xingzheng', 'administration'),
    head: await person('fuzeren', 'unit-head', 'B'),
    salesperson: await person('yewuyuan', 'salesperson', 'S'),
    auditor: await person('shenji', 'auditor'),
    admin: await person('guanliyuan', 'admin'),
  }
}

export async function calculate(office: Office, ...periods: string[]): Promise<void> {
  const { body } = await office.finance('POST', '/settlement/calculations', {
    policy: office.version.policy,
    periods,
  })
  const job = await ended(office.finance, body.job)
  if (job.status !== 'done') throw new Error(JSON.stringify(job))
}

export async function digestOf(office: Office, period: string): Promise<string> {
  return (await office.finance('GET', `/settlement/${period}`)).body.digest
}

/** What a director posts who has seen the month and what its appraisal lacks. */
export async function seenIn(office: Office, period: string): Promise<Readonly<Record<string, unknown>>> {
  const { appraisal } = (await office.director('GET', `/settlement/${period}/figures`)).body
  return { digest: await digestOf(office, period), ...(appraisal ? { open: appraisal } : {}) }
}

/** Reviewed, published and closed, as a director would. */
export async function closeMonth(office: Office, period: string): Promise<void> {
  for (const step of ['review', 'publish', 'close']) {
    const seen = await seenIn(office, period)
    const { status, body } = await office.director('POST', `/settlement/${period}/${step}`, seen)
    if (status !== 200) throw new Error(JSON.stringify(body))
  }
}
