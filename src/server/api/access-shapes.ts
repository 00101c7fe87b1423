/** Roles and what they may do, as the routes tell it. */
import { z } from '@hono/zod-openapi'
import { verbIds } from '../../access/actor.ts'
import { roleIds, type Scope, scopes } from '../../access/roles.ts'

export const role = z.enum(roleIds)

/** Verb → how far; a verb that is not there is not allowed. */
export const allowed = z.partialRecord(z.enum(verbIds), z.enum(Object.keys(scopes) as Scope[]))
