/** Settings from the environment, read and checked once, at the start. Every one has a default. */
import { z } from 'zod'
import type { DatabaseTarget } from '../records/database.ts'
import { isLoopback } from './protection.ts'

export interface Config {
  readonly database: DatabaseTarget
  readonly host: string
  readonly port: number
}

const port = 'PORT 应当是 0 到 65535 之间的整数（0 表示由系统挑一个），例如 PORT=4870'
const url = 'DATABASE_URL 应当是 PostgreSQL 的地址，例如 postgres://用户:密码@主机:5432/数据库'
const host =
  'HOST 只能是本机地址（127.0.0.1、localhost 或 ::1）：网页还没有登录功能，不能让别的电脑打开工资数据'

const environment = z.object({
  HENGJI_DATA: z.string().trim().min(1, 'HENGJI_DATA 不能为空，应当是一个文件夹').default('data'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\/\S+$/, url)
    .optional(),
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, port)
    .default('4870')
    .transform(Number)
    .refine((value) => value <= 65_535, port),
  HOST: z.string().refine(isLoopback, host).default('127.0.0.1'),
})

/** @returns the settings, or every mistake in Chinese. */
export function readConfig(
  variables: Readonly<Record<string, string | undefined>>,
): { readonly config: Config } | { readonly mistakes: readonly string[] } {
  const read = environment.safeParse(variables)
  if (!read.success) return { mistakes: [...new Set(read.error.issues.map((issue) => issue.message))] }
  const { HENGJI_DATA, DATABASE_URL, PORT, HOST } = read.data
  const database = DATABASE_URL === undefined ? { dataDir: HENGJI_DATA } : { url: DATABASE_URL }
  return { config: { database, host: HOST, port: PORT } }
}
