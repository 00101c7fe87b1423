import { mkdtemp, readFile, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createAccount } from '../../access/accounts.ts'
import { record, verifyChain } from '../../access/audit.ts'
import { installPermissions } from '../../access/install.ts'
import { versionById } from '../../settlement/policy-version.ts'
import { settle } from '../../settlement/settle.ts'
import { month, settleAndClose } from '../../settlement/testing/company.ts'
import { money, score, sellerOn } from '../../settlement/testing/seller.ts'
import { verify } from '../../settlement/verify.ts'
import { verifyResults } from '../../settlement/verify-results.ts'
import type { Database } from '../database.ts'
import { engines, freshDatabase } from '../testing/server.ts'
import { checkFile, openBackup } from './read.ts'
import { restore } from './restore.ts'
import { writeBackup } from './write.ts'

const other = { pglite: 'postgres', postgres: 'pglite' } as const

describe.each(engines)('a backup made on %s (trust 47)', (engine) => {
  let db: Database
  let file: string
  const opened: Database[] = []

  beforeAll(async () => {
    const made = await sellerOn(engine)
    db = made.db
    await installPermissions(db)
    await money(db, '2026-01-15', 30_000)
    await score(db, '2026-01', 9)
    await settleAndClose(db, made.version, month('2026-01'))
    await score(db, '2026-02', 8)
    await settle(db, { version: made.version, period: month('2026-02'), actor: '财务' })
    await createAccount(db, {
      ...{ signInName: 'S', person: 'S', displayName: '业务员（S）', roles: ['salesperson'] },
      ...{ password: 'liushui-buxi-77', mustChangePassword: false, createdBy: 'test' },
    })
    await db.exec(`insert into auth.session (id, user_id, token, expires_at)
        select 's', account_id, 'secret-token', now() + interval '1 hour' from access.account;
      update auth.account set access_token = 'secret-token';
      insert into record.customer (customer_code, name) values ('T', e'引号" 反斜线\\\\ 换行\\n 𠮷')`)
    await db.transaction((within) =>
      record(within, { actor: '甲', action: 'test', subject: '乙', details: { 金额: '0.10' } }),
    )
    file = join(await mkdtemp(join(tmpdir(), 'hengji-backup-')), 'one.zip')
    await writeBackup(db, file)
  })
  afterAll(async () => {
    for (const own of [db, ...opened]) await own.close()
  })

  async function restored(on: 'pglite' | 'postgres'): Promise<Database> {
    const empty = await freshDatabase(on)
    opened.push(empty)
    await restore(empty, file)
    await installPermissions(empty)
    return empty
  }

  test.each([engine, other[engine]])('gives on %s the same results, ledger and audit chain', async (on) => {
    const again = await restored(on)
    expect(await verifyResults(again)).toEqual({ runs: 2, wrong: [] })
    const version = await versionById(again, 1)
    const checks = await verify(again, version, month('2026-01'))
    expect(checks.filter(({ ok }) => !ok)).toEqual([])
    expect(await verifyChain(again)).toEqual(await verifyChain(db))
    const [customer] = await again.query<{ name: string }>(
      `select name from record.customer where customer_code = 'T'`,
    )
    expect(customer?.name).toBe('引号" 反斜线\\ 换行\n 𠮷')
  })

  test('is whole when read, and says what is in it', async () => {
    const manifest = await checkFile(file)
    expect(manifest).toMatchObject({ sensitive: true, ledger: { entries: 3 }, audit: { entries: '1' } })
    expect(manifest.tables.find(({ name }) => name === 'record.person')?.rows).toBe(3)
    expect(manifest.results.length).toBeGreaterThan(3)
    expect((await stat(file)).mode & 0o077).toBe(0)
  })

  test('has no open sign-ins and no tokens, but passwords as hashes', async () => {
    const backup = await openBackup(file)
    const lines: string[] = []
    for (const table of backup.manifest.tables)
      for await (const part of backup.lines(table)) lines.push(...part)
    backup.close()
    expect(lines.join('\n')).not.toContain('secret-token')
    expect(lines.join('\n')).toContain('$argon2id$')
  })

  test('goes on counting where it stopped, and guards what it guarded', async () => {
    const again = await restored(engine)
    const run = await again.query<{ id: number }>(
      `insert into settlement.policy_version (policy, version, document, digest, period_length, published_by)
       values ('新', '1', '', '', 'month', '人事') returning version_id as id`,
    )
    expect(run[0]?.id).toBe(2)
    await expect(again.exec('delete from settlement.ledger_entry')).rejects.toThrow('only grows')
    await expect(again.exec('delete from settlement.v1_person')).rejects.toThrow('closed')
    await expect(
      again.exec(
        `insert into record.contract_line (contract_no, line_no, product_code, quantity, unit_price, amount) values ('none', 1, 'A', 1, 1, 1)`,
      ),
    ).rejects.toThrow('foreign key')
    const [guard] = await again.query<{ forced: boolean }>(
      `select bool_and(relforcerowsecurity) as forced from pg_class where relname ~ '^v1_' and relkind in ('r', 'p')`,
    )
    expect(guard?.forced).toBe(true)
  })

  test('is never put over data that are there', async () => {
    await expect(restore(db, file)).rejects.toMatchObject({ code: 'restore_not_empty' })
  })

  test('is not what is no archive at all, which is told of backups, not of workbooks', async () => {
    const other = join(await mkdtemp(join(tmpdir(), 'hengji-no-backup-')), '别的.zip')
    await writeFile(other, 'not a zip')
    const refusal = await openBackup(other).catch((error: unknown) => error)
    expect(refusal).toMatchObject({ code: 'backup_damaged', details: { file: '别的.zip' } })
    expect(String(refusal)).not.toMatch(/Excel|directory/)
  })

  test('is refused when one byte of it was changed, and nothing is left of the attempt', async () => {
    const bytes = await readFile(file)
    const empty = await freshDatabase('pglite')
    opened.push(empty)
    for (const part of [
      'tables/record.person.jsonl',
      'tables/settlement.ledger_entry.jsonl',
      'manifest.json',
    ]) {
      // A little into the packed contents, which follow the name.
      const at = bytes.indexOf(part) + part.length + 12
      const bad = `${file}.${at}`
      const changed = Buffer.from(bytes)
      changed[at] = (changed[at] ?? 0) ^ 0xff
      await writeFile(bad, changed)
      // Not advice for workbooks.
      await expect(restore(empty, bad)).rejects.toMatchObject({ name: 'Refusal', code: 'backup_damaged' })
    }
    expect(await empty.query(`select 1 from pg_namespace where nspname = 'record'`)).toEqual([])
  })
})
