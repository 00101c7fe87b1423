/** A period in an address: 2026-10, 2026-Q3, 2026-H2, 2026. */
import { z } from '@hono/zod-openapi'

export const periodText = z.string().regex(/^(19|2\d)\d{2}(-(0[1-9]|1[0-2]|Q[1-4]|H[12]))?$/)
