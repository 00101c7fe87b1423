import type { Database } from '../../records/database.ts'
import type { Errand } from '../jobs/jobs.ts'
import { deliver, waitingDeliveries } from './deliver.ts'

export const webhooks = 'webhooks'

/** Deliveries that wait, one after the other; each is tried again until it is done or given up. */
export function webhookErrand(db: Database): Errand {
  return { name: webhooks, waiting: () => waitingDeliveries(db), run: (id) => deliver(db, id) }
}
