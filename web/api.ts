/**
 * The server, typed by the caller: `get<Contract>('/contracts/HT-1')`. Refusals arrive as ApiError with a message
 * already in the reader's language; being signed out leads to the sign-in page and back.
 */
import { currentLanguage, text } from './i18n.ts'

export class ApiError extends Error {
  override name = 'ApiError'
  readonly status: number
  readonly code: string
  readonly details: Readonly<Record<string, unknown>>
  constructor(status: number, code: string, message: string, details: Record<string, unknown> = {}) {
    super(message)
    this.status = status
    this.code = code
    this.details = details
  }
}

type Query = Readonly<Record<string, string | number | boolean | undefined>>

interface Options {
  readonly query?: Query
  readonly signal?: AbortSignal
  /** One key per action of the user, so that a repeated send is done once; made here when none is given. */
  readonly key?: string
}

export const get = <T>(path: string, options: Options = {}) => send<T>('GET', path, undefined, options)
/** Clicked twice before the button could say that it is busy: the same request while it is under way is sent once. */
export function post<T = void>(path: string, body?: unknown, options: Options = {}): Promise<T> {
  const asked = () => send<T>('POST', path, body, { ...options, key: options.key ?? crypto.randomUUID() })
  if (isFile(body) || options.signal || options.key) return asked()
  const same = JSON.stringify([path, body, options.query])
  const sent = (underWay.get(same) as Promise<T> | undefined) ?? asked()
  underWay.set(same, sent)
  const over = () => underWay.delete(same)
  sent.then(over, over)
  return sent
}

const underWay = new Map<string, Promise<unknown>>()
const isFile = (body: unknown): body is FormData | Blob => body instanceof FormData || body instanceof Blob

export const put = <T = void>(path: string, body?: unknown, options: Options = {}) =>
  send<T>('PUT', path, body, options)
export const patch = <T = void>(path: string, body?: unknown, options: Options = {}) =>
  send<T>('PATCH', path, body, options)
export const del = <T = void>(path: string, body?: unknown, options: Options = {}) =>
  send<T>('DELETE', path, body, options)

/** The address of an answer the browser opens itself: a file to download, a picture. */
export function addressOf(path: string, query: Query = {}): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== '')
  const search = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString()
  return `/api${path}${search && `?${search}`}`
}

/** Saves a file the server makes, under the name it gives; refusals arrive as ApiError. */
export async function download(path: string, query: Query = {}): Promise<void> {
  const response = await fetch(addressOf(path, query), {
    headers: { 'accept-language': currentLanguage() },
    credentials: 'same-origin',
  }).catch(() => {
    throw new ApiError(0, 'network', text('error.network'))
  })
  if (!response.ok) throw await refusalOf(response)
  const named = /filename\*=UTF-8''([^;]+)/i.exec(response.headers.get('content-disposition') ?? '')?.[1]
  const link = document.createElement('a')
  link.href = URL.createObjectURL(await response.blob())
  link.download = named ? decodeURIComponent(named) : ''
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}

let signedOut = () => {}

/** Told once at start what to do when the server no longer knows us. */
export function whenSignedOut(act: () => void): void {
  signedOut = act
}

async function send<T>(method: string, path: string, body: unknown, options: Options): Promise<T> {
  const { query, signal, key } = options
  const headers = new Headers({ accept: 'application/json', 'accept-language': currentLanguage() })
  if (method !== 'GET') headers.set('x-requested-with', 'hengji')
  if (key) headers.set('idempotency-key', key)
  const file = isFile(body)
  if (body !== undefined && !file) headers.set('content-type', 'application/json')
  const response = await fetch(addressOf(path, query), {
    method,
    headers,
    credentials: 'same-origin',
    ...(body === undefined ? {} : { body: file ? body : JSON.stringify(body) }),
    ...(signal ? { signal } : {}),
  }).catch((cause: unknown) => {
    if (signal?.aborted) throw cause
    throw new ApiError(0, 'network', text('error.network'))
  })
  if (!response.ok) throw await refusalOf(response)
  return (response.status === 204 ? undefined : await response.json()) as T
}

async function refusalOf(response: Response): Promise<ApiError> {
  const answer: unknown = await response.json().catch(() => undefined)
  const { code, message, details } = (answer ?? {}) as Record<string, unknown>
  if (response.status === 401 && code === 'not_signed_in') signedOut()
  return new ApiError(
    response.status,
    typeof code === 'string' ? code : `http_${response.status}`,
    typeof message === 'string' ? message : text('error.unexpected'),
    typeof details === 'object' && details ? (details as Record<string, unknown>) : {},
  )
}
