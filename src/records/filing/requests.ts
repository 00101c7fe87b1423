/** The way of a product into the filed catalogue (M-2.2, M-3.1): proposed, agreed, filed or returned, each by another. */
import type { Database } from '../database.ts'
import { Refusal } from '../refusal.ts'
import { type FilingState, filingStates } from './states.ts'

export interface FilingRequest {
  readonly id: string
  readonly product: string
  readonly productName: string
  readonly reason: string
  readonly state: FilingState
  readonly needsAgreement: boolean
  readonly proposedBy: string
  readonly proposedAt: string
  readonly agreedBy: string | null
  readonly agreedAt: string | null
  readonly filedBy: string | null
  readonly filedAt: string | null
  readonly filedOn: string | null
  readonly returnedBy: string | null
  readonly returnedAt: string | null
  readonly returnReason: string | null
}

const moment = (column: string) => `to_char(r.${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`

const selection = `select r.request_id::text as id, r.product_code as product, p.name as "productName", r.reason, r.state,
    r.needs_agreement as "needsAgreement", r.proposed_by as "proposedBy", ${moment('proposed_at')} as "proposedAt",
    r.agreed_by as "agreedBy", ${moment('agreed_at')} as "agreedAt", r.filed_by as "filedBy",
    ${moment('filed_at')} as "filedAt", r.filed_on::text as "filedOn", r.returned_by as "returnedBy",
    ${moment('returned_at')} as "returnedAt", r.return_reason as "returnReason"
  from filing.request r join record.product p on p.product_code = r.product_code`

/** What still waits comes first, the oldest of it before the others. */
export function listFilings(db: Database, product?: string): Promise<FilingRequest[]> {
  return db.query<FilingRequest>(
    `${selection} where $1::text is null or r.product_code = $1
     order by r.state in ('已备案', '退回'), case when r.state in ('已备案', '退回') then -r.request_id else r.request_id end limit 200`,
    [product ?? null],
  )
}

export async function readFiling(db: Database, id: string): Promise<FilingRequest> {
  const [row] = await db.query<FilingRequest>(`${selection} where r.request_id = $1::bigint`, [id])
  if (!row) throw new Refusal('not_found')
  return row
}

/** Only the company's own products are agreed with the R&D centre; other catalogues are set by the unit (M-3.1). */
export async function proposeFiling(
  db: Database,
  { product, reason, by }: { readonly product: string; readonly reason: string; readonly by: string },
): Promise<string> {
  const open = await db.query(
    `select 1 as one from filing.request where product_code = $1 and state in ('提议', '研发同意')`,
    [product],
  )
  if (open.length > 0) throw new Refusal('filing_open', { product })
  const [row] = await db.query<{ id: string }>(
    `insert into filing.request (product_code, reason, needs_agreement, proposed_by)
     select product_code, $2, category = '主营产品', $3 from record.product where product_code = $1
     returning request_id::text as id`,
    [product, reason, by],
  )
  if (!row) throw new Refusal('not_found')
  return row.id
}

/** SQL: whether the person of this parameter heads a unit for R&D today: 研发中心, 研发部, or whatever else it is called. */
export const researchHead = (person: string) => `exists (
  select from record.assignment a join record.unit u on u.unit_code = a.unit_code
  where a.person_no = ${person} and a.heads_unit and u.name like '研发%'
    and a.valid_from <= current_date and (a.valid_to is null or a.valid_to > current_date))`

/** Whether the person heads the R&D centre today. */
export async function headsResearch(db: Database, person: string | null): Promise<boolean> {
  if (person === null) return false
  const found = await db.query(`select 1 as one where ${researchHead('$1')}`, [person])
  return found.length > 0
}

export async function agreeFiling(db: Database, id: string, by: string): Promise<void> {
  const request = await readFiling(db, id)
  refuseOwn(request, by, '研发同意')
  if (!request.needsAgreement) throw stateRefused(request)
  await step(db, request, '提议', 'agreed_by = $2, agreed_at = clock_timestamp()', [by])
}

/** The filed entry is what contracts are held against from that day (M-2.2). */
export async function fileFiling(db: Database, id: string, on: string, by: string): Promise<void> {
  const request = await readFiling(db, id)
  refuseOwn(request, by, '备案')
  const from = request.needsAgreement ? '研发同意' : '提议'
  await step(db, request, from, 'filed_by = $2, filed_at = clock_timestamp(), filed_on = $3::date', [by, on])
  const filed = await db.query(
    `insert into record.catalogue_filing (product_code, filed_on, status, entered_by, entered_at)
     select $1, $2::date, '已备案', $3, clock_timestamp()
     where not exists (select from record.catalogue_filing f where f.product_code = $1
       and (f.filed_on = $2::date or f.status = '已备案' and (f.expires_on is null or f.expires_on > $2::date)))
     returning 1 as one`,
    [request.product, on, by],
  )
  if (filed.length === 0) throw new Refusal('filing_exists', { product: request.product, on })
}

export async function returnFiling(db: Database, id: string, reason: string, by: string): Promise<void> {
  const request = await readFiling(db, id)
  await step(
    db,
    request,
    request.state,
    'returned_by = $2, returned_at = clock_timestamp(), return_reason = $3',
    [by, reason],
  )
}

/** From that day on the product is no longer in the catalogue; contracts signed before keep it. */
export async function endFiling(db: Database, product: string, on: string, by: string): Promise<void> {
  const ended = await db.query(
    `update record.catalogue_filing set expires_on = $2::date, entered_by = $3, entered_at = clock_timestamp(),
       import_id = null, source_row = null
     where product_code = $1 and status = '已备案' and filed_on < $2::date and (expires_on is null or expires_on > $2::date)
     returning 1 as one`,
    [product, on, by],
  )
  if (ended.length === 0) throw new Refusal('not_found')
}

function refuseOwn(request: FilingRequest, by: string, action: string): void {
  if (request.proposedBy === by || request.agreedBy === by)
    throw new Refusal('second_person', { action, actor: by })
}

export const stateRefused = ({ state }: Pick<FilingRequest, 'state'>) =>
  new Refusal('filing_state', { state, stateEnglish: filingStates[state] })

/** Two people acting at once: the second finds the state gone. */
async function step(
  db: Database,
  request: FilingRequest,
  from: FilingState,
  set: string,
  params: readonly string[],
): Promise<void> {
  const open = from === '提议' || from === '研发同意'
  const done = open
    ? await db.query(
        `update filing.request set ${set} where request_id = $1::bigint and state = '${from}' returning 1 as one`,
        [request.id, ...params],
      )
    : []
  if (done.length === 0) throw stateRefused(request)
}
