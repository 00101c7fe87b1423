/** better-auth's models in our own tables: what its adapter may read and write, and nothing else. */

type ColumnKind = 'text' | 'time' | 'yes-no' | 'number'

const times = { createdAt: 'time', updatedAt: 'time' } as const

export const models = {
  user: {
    id: 'text',
    name: 'text',
    email: 'text',
    emailVerified: 'yes-no',
    image: 'text',
    twoFactorEnabled: 'yes-no',
    ...times,
  },
  session: {
    id: 'text',
    userId: 'text',
    token: 'text',
    expiresAt: 'time',
    ipAddress: 'text',
    userAgent: 'text',
    ...times,
  },
  account: {
    ...{
      id: 'text',
      userId: 'text',
      accountId: 'text',
      providerId: 'text',
      accessToken: 'text',
      refreshToken: 'text',
    },
    ...{
      idToken: 'text',
      accessTokenExpiresAt: 'time',
      refreshTokenExpiresAt: 'time',
      scope: 'text',
      password: 'text',
    },
    ...times,
  },
  verification: { id: 'text', identifier: 'text', value: 'text', expiresAt: 'time', ...times },
  twoFactor: {
    ...{ id: 'text', userId: 'text', secret: 'text', backupCodes: 'text', verified: 'yes-no' },
    ...{ failedVerificationCount: 'number', lockedUntil: 'time' },
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, ColumnKind>>>>

const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

export interface ModelTable {
  readonly table: string
  /** Column SQL of a field; throws for a field the model does not have. */
  readonly column: (field: string) => string
  /** A column list that gives the fields under their own names, times as ISO text in UTC. */
  readonly selection: string
  readonly kind: (field: string) => ColumnKind | undefined
}

export function tableOf(model: string): ModelTable {
  const fields: Readonly<Record<string, ColumnKind>> | undefined = Object.hasOwn(models, model)
    ? models[model as keyof typeof models]
    : undefined
  if (!fields) throw new Error(`no table for the model ${model}`)
  const column = (field: string) => {
    if (!Object.hasOwn(fields, field)) throw new Error(`no column for ${model}.${field}`)
    return `"${snake(field)}"`
  }
  const selection = Object.entries(fields).map(([field, kind]) =>
    kind === 'time'
      ? `to_char(${column(field)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "${field}"`
      : `${column(field)} as "${field}"`,
  )
  return {
    table: `auth."${snake(model)}"`,
    column,
    selection: selection.join(', '),
    kind: (field) => fields[field],
  }
}
