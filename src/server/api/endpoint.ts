/** How a route is declared: what it takes and answers, and who may call it. */
import { createRoute, OpenAPIHono, type RouteConfig, z } from '@hono/zod-openapi'
import type { MiddlewareHandler } from 'hono'
import { allow } from '../../access/actor.ts'
import type { Resource, Verb } from '../../access/permissions.ts'
import { Refusal } from '../../records/refusal.ts'
import { mistakes } from './mistakes.ts'
import type { Env } from './services.ts'

/** Anybody; anybody signed in; or whoever the table of permissions allows. Objects are checked when they are loaded. */
export type Access = 'public' | 'signed-in' | readonly [Verb, Resource]

/** The error every route may answer; `code` is stable, `message` in the language asked for. */
const problem = z
  .object({
    code: z.string(),
    message: z.string(),
    details: z.record(z.string(), z.union([z.string(), z.number()])),
  })
  .openapi('Problem')

type Config<
  M extends RouteConfig['method'],
  P extends string,
  R extends RouteConfig['request'],
  A extends z.ZodType,
> = {
  readonly method: M
  readonly path: P
  readonly access: Access
  readonly summary: string
  readonly tags: [string]
  readonly request?: R
  readonly answer: A
  /** 202 for work that goes on as a job. */
  readonly status?: 200 | 202
  /** What the body is when it is no JSON: a file. */
  readonly sends?: 'file'
  /** What is answered when it is no JSON: types of files. */
  readonly file?: readonly FileType[]
  /** False where an Idempotency-Key means nothing: nothing is made, or only the sign-in itself. */
  readonly once?: false
}

export const fileTypes = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv',
  pdf: 'application/pdf',
  zip: 'application/zip',
} as const

export type FileType = keyof typeof fileTypes

const mayCall = (access: Access, status: 200 | 202): MiddlewareHandler<Env> => {
  return async (c, next) => {
    if (typeof access !== 'string') allow(c.var.actor, ...access)
    await next()
    if (status === 202 && c.res.status === 200)
      c.res = new Response(c.res.body, { status, headers: c.res.headers })
  }
}

/** A route whose access is part of its declaration, so that none can be without. */
export function endpoint<
  M extends RouteConfig['method'],
  P extends string,
  const R extends NonNullable<RouteConfig['request']>,
  A extends z.ZodType,
>({ method, path, access, summary, tags, request, answer, status = 200, ...more }: Config<M, P, R, A>) {
  return createRoute({
    method,
    path,
    summary,
    tags,
    request: (request ?? {}) as R,
    middleware: mayCall(access, status),
    'x-access': access,
    'x-declared': { status, ...more },
    responses: {
      200: { description: summary, content: { 'application/json': { schema: answer } } },
      default: { description: '拒绝或出错', content: { 'application/json': { schema: problem } } },
    },
  })
}

/** A JSON body; objects must be strict, so that unknown fields are refused (mass assignment). */
export function json<S extends z.ZodType>(schema: S) {
  return { content: { 'application/json': { schema } }, required: true } as const
}

/**
 * Routes of one subject. What does not fit its schema is refused with every mistake; an address that fits nothing is
 * one where nothing is.
 */
export function routes(): OpenAPIHono<Env> {
  return new OpenAPIHono<Env>({
    defaultHook: (result, c) => {
      if (result.success) return
      if (result.target === 'param') throw new Refusal('not_found')
      const sent = 'data' in result ? result.data : undefined
      const problems = mistakes(result.error.issues, sent, c.get('language') ?? 'zh')
      throw new Refusal('request_invalid', { problems })
    },
  })
}
