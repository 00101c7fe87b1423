/** Brings the database's copy of the permissions, and the policies made from it, up to date. */
import { createHash } from 'node:crypto'
import type { Database } from '../records/database.ts'
import { resources, rulesOf } from './permissions.ts'
import { protections, resultOwners } from './protection.ts'
import { roleIds, scopes } from './roles.ts'

/** Counted up when policies are made in another way (access.condition, access.protect), so that all are made again. */
const makings = 2

/** To be called after every migration; does nothing when the table of permissions is the one installed before. */
export async function installPermissions(db: Database): Promise<void> {
  const rules = ruleRows()
  const digest = createHash('sha256')
    .update(JSON.stringify([makings, rules, protections, resultOwners]))
    .digest('hex')
  await db.transaction(async (within) => {
    await within.query('select pg_advisory_xact_lock(4857, 400)')
    const [installed] = await within.query<{ digest: string }>('select digest from access.installed')
    if (installed?.digest === digest) return
    await within.exec('delete from access.rule; delete from access.result_rule; delete from access.installed')
    await within.query(
      `insert into access.rule (role, resource, verb, scope)
       select * from unnest($1::text[], $2::text[], $3::text[], $4::int[])`,
      [
        rules.map((r) => r.role),
        rules.map((r) => r.resource),
        rules.map((r) => r.verb),
        rules.map((r) => r.scope),
      ],
    )
    const owners = Object.entries(resultOwners)
    await within.query(
      `insert into access.result_rule (object, belongs_to, key_column) select * from unnest($1::text[], $2::text[], $3::text[])`,
      [
        owners.map(([object]) => object),
        owners.map(([, own]) => own.by),
        owners.map(([, own]) => own.column),
      ],
    )
    for (const { table, resource, owner, verbs } of protections) {
      await within.query('select access.protect($1::regclass, $2, $3, $4, $5::text[])', [
        table,
        resource,
        owner.by,
        'column' in owner ? owner.column : '',
        verbs,
      ])
    }
    await within.exec(protectResults)
    await within.query('insert into access.installed (digest) values ($1)', [digest])
  })
}

/** Result tables are named after their version, object and run: v3_contract, v3_contract_17. */
const protectResults = `do $$ declare t record; begin
  for t in select c.oid::regclass as name, substring(c.relname from '^v\\d+_(.+?)(?:_\\d+)?$') as object
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'settlement' and c.relkind in ('r', 'p') and c.relname ~ '^v\\d+_' loop
    perform access.protect_result(t.name, t.object);
  end loop;
end $$`

function ruleRows() {
  return resources.flatMap((resource) =>
    roleIds.flatMap((role) =>
      Object.entries(rulesOf(resource)[role] ?? {}).map(([verb, scope]) => ({
        role,
        resource,
        verb,
        scope: scopes[scope],
      })),
    ),
  )
}
