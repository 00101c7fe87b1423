/**
 * What a route answers, by the schemas it is declared with: one definition for the server, its documentation and the
 * pages.
 *
 *     const { data } = useQuery({ …, queryFn: () => get<Answer<'/search', 'get'>>('/search', { query: { q } }) })
 */
import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Api } from '../src/server/api/api.ts'
import type { Env } from '../src/server/api/services.ts'

type Routes = Api extends OpenAPIHono<Env, infer Schema, string> ? Schema : never

/** What every route answers instead when it refuses; `get` and its like throw that as ApiError. */
interface Problem {
  readonly code: string
  readonly message: string
  readonly details: object
}

/** Parameters are written as the server does: `/contracts/:number`. */
export type Answer<
  Path extends keyof Routes & string,
  Method extends 'get' | 'post' | 'put' | 'patch' | 'delete',
> = Routes[Path] extends Record<`$${Method}`, { output: infer Output }> ? Exclude<Output, Problem> : never
