/** What a backup says about itself: enough to know whether it is whole, and to make an empty database fit for it. */
import { z } from 'zod'

const name = z.string().regex(/^[a-z_]+\.[A-Za-z0-9_]+$/)
const column = z.string().regex(/^[A-Za-z0-9_]+$/)
const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const count = z.int().min(0)

/** Only what results are made of: a file somebody else wrote must not be able to say anything else in SQL. */
const sqlType = z
  .string()
  .regex(
    /^(text|numeric|smallint|integer|bigint|boolean|date|jsonb|timestamp with time zone)(\(\d+(,\d+)?\))?(\[\])?$/,
  )

const result = z.strictObject({
  table: z.string().regex(/^v\d+_[A-Za-z0-9_]+$/),
  object: z.string().regex(/^[A-Za-z0-9_]+$/),
  columns: z.array(
    z.strictObject({
      name: column,
      type: sqlType,
      required: z.boolean(),
      collation: z.enum(['C']).nullable(),
    }),
  ),
  key: z.array(column).min(1),
  partitions: z.array(z.strictObject({ table: z.string().regex(/^v\d+_[A-Za-z0-9_]+_\d+$/), run: z.int() })),
})

export const manifestSchema = z.strictObject({
  format: z.literal('hengji-backup-1'),
  /** Accounts with the hashes of their passwords, pay and personal data are in it. */
  sensitive: z.literal(true),
  madeAt: z.string(),
  migrations: z.array(z.strictObject({ file: z.string(), sha256 })),
  results: z.array(result),
  tables: z.array(z.strictObject({ name, rows: count, bytes: count, sha256 })),
  sequences: z.array(
    z.strictObject({ table: name, column, last: z.string().regex(/^\d+$/), called: z.boolean() }),
  ),
  ledger: z.strictObject({ entries: count, sum: z.string() }),
  audit: z.strictObject({ entries: z.string(), head: z.string() }),
})

export type Manifest = z.infer<typeof manifestSchema>
export type ResultTable = Manifest['results'][number]

export const manifestPart = 'manifest.json'
export const partOf = (table: string) => `tables/${table}.jsonl`
