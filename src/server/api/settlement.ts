/** 结算: a month from calculation to payment. */
import { routes } from './endpoint.ts'
import type { Services } from './services.ts'
import { adjustmentRoutes } from './settlement/adjustments.ts'
import { ledgerRoutes } from './settlement/ledger.ts'
import { monthRoutes } from './settlement/month.ts'
import { overviewRoutes } from './settlement/months.ts'
import { reviewRoutes } from './settlement/review.ts'
import { stepRoutes } from './settlement/steps.ts'

export function settlementRoutes(services: Services) {
  return (
    routes()
      // Before /settlement/{period}, which would take these words for a period and refuse them.
      .route('/', ledgerRoutes(services))
      .route('/', adjustmentRoutes(services))
      .route('/', overviewRoutes(services))
      .route('/', monthRoutes(services))
      .route('/', reviewRoutes(services))
      .route('/', stepRoutes(services))
  )
}
