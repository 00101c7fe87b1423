/** Settings from the environment, read and checked once, at the start. Every one has a default. */
import { z } from 'zod'
import type { IdentityProvider } from '../access/sign-in/provider.ts'
import type { DatabaseTarget } from '../records/database.ts'
import { isLoopback } from './protection.ts'

export interface Config {
  readonly database: DatabaseTarget
  /** Where this installation keeps files of its own: the embedded database, its secret, uploads, backups. */
  readonly folder: string
  /** Whether an empty database is filled with the sample company. */
  readonly sample: boolean
  readonly host: string
  readonly port: number
  /** The address people open; that of the listener when not given. */
  readonly url: string | undefined
  readonly secret: string | undefined
  readonly identityProvider: IdentityProvider | undefined
}

const port = 'PORT 应当是 0 到 65535 之间的整数（0 表示由系统挑一个），例如 PORT=4870'
const url = 'DATABASE_URL 应当是 PostgreSQL 的地址，例如 postgres://用户:密码@主机:5432/数据库'
const publicUrl = 'HENGJI_URL 应当是别人打开衡绩的地址，例如 https://hengji.example.cn'
const secret = 'HENGJI_SECRET 应当至少有 32 个字符'
const exposed =
  'HOST 不是本机地址时，请用 HENGJI_URL 写明 https:// 开头的地址：登录和工资数据不能不加密地传输'
const provider = 'OIDC_URL、OIDC_CLIENT_ID 和 OIDC_CLIENT_SECRET 要么都写，要么都不写'

const providerUrl = 'OIDC_URL 应当是身份系统的 https:// 地址，例如 https://login.example.cn/realms/company'

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
  HOST: z.string().trim().min(1).default('127.0.0.1'),
  HENGJI_SAMPLE: z.enum(['yes', 'no'], 'HENGJI_SAMPLE 应当是 yes 或 no').default('yes'),
  HENGJI_URL: z
    .string()
    .regex(/^https?:\/\/[^/\s]+\/?$/, publicUrl)
    .transform((value) => value.replace(/\/$/, ''))
    .optional(),
  HENGJI_SECRET: z.string().min(32, secret).optional(),
  OIDC_URL: z.url({ protocol: /^https$/, message: providerUrl }).optional(),
  OIDC_CLIENT_ID: z.string().min(1, provider).optional(),
  OIDC_CLIENT_SECRET: z.string().min(1, provider).optional(),
  OIDC_LABEL: z.string().min(1).max(40).default('公司账号'),
})

/** @returns the settings, or every mistake in Chinese. */
export function readConfig(
  variables: Readonly<Record<string, string | undefined>>,
): { readonly config: Config } | { readonly mistakes: readonly string[] } {
  const read = environment.safeParse(variables)
  if (!read.success) return { mistakes: [...new Set(read.error.issues.map((issue) => issue.message))] }
  const { HENGJI_DATA, DATABASE_URL, PORT, HOST, HENGJI_URL, HENGJI_SECRET } = read.data
  if (!isLoopback(HOST) && !HENGJI_URL?.startsWith('https://')) return { mistakes: [exposed] }
  const identityProvider = identityProviderOf(read.data)
  if (identityProvider === 'incomplete') return { mistakes: [provider] }
  const database = DATABASE_URL === undefined ? { dataDir: HENGJI_DATA } : { url: DATABASE_URL }
  return {
    config: {
      database,
      folder: HENGJI_DATA,
      sample: read.data.HENGJI_SAMPLE === 'yes',
      host: HOST,
      port: PORT,
      url: HENGJI_URL,
      secret: HENGJI_SECRET,
      identityProvider,
    },
  }
}

function identityProviderOf({
  OIDC_URL,
  OIDC_CLIENT_ID,
  OIDC_CLIENT_SECRET,
  OIDC_LABEL,
}: z.infer<typeof environment>): IdentityProvider | 'incomplete' | undefined {
  if (!OIDC_URL && !OIDC_CLIENT_ID && !OIDC_CLIENT_SECRET) return undefined
  if (!OIDC_URL || !OIDC_CLIENT_ID || !OIDC_CLIENT_SECRET) return 'incomplete'
  return {
    label: OIDC_LABEL,
    discoveryUrl: OIDC_URL,
    clientId: OIDC_CLIENT_ID,
    clientSecret: OIDC_CLIENT_SECRET,
  }
}
