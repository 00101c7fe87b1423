/** What every page needs to know about the request it answers. */
import type { html } from 'hono/html'
import { en } from './locales/en.ts'
import { type Messages, zh } from './locales/zh.ts'

export type Html = ReturnType<typeof html>

export interface View {
  readonly t: Messages
  readonly language: 'zh' | 'en'
  /** Path and query of this page, without the language. */
  readonly here: string
}

/** Anything but `lang=en` is Chinese. */
export function viewOf(url: URL): View {
  const language = url.searchParams.get('lang') === 'en' ? 'en' : 'zh'
  const query = new URLSearchParams(url.searchParams)
  query.delete('lang')
  const rest = query.size === 0 ? '' : `?${query}`
  // One slash only: //elsewhere would be another site's address.
  const path = `/${url.pathname.replace(/^\/+/, '')}`
  return { t: language === 'en' ? en : zh, language, here: path + rest }
}

type Parameters = Readonly<Record<string, string | readonly string[] | undefined>>

/** An address of ours: path segments are encoded, the language is kept. */
export function link(
  { language }: Pick<View, 'language'>,
  segments: readonly string[],
  parameters: Parameters = {},
  anchor = '',
): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(parameters)) {
    for (const one of typeof value === 'string' ? [value] : (value ?? [])) query.append(name, one)
  }
  if (language === 'en') query.set('lang', 'en')
  const path = `/${segments.map(encodeURIComponent).join('/')}`
  return path + (query.size === 0 ? '' : `?${query}`) + (anchor === '' ? '' : `#${anchor}`)
}

export function inOtherLanguage({ language, here }: View): string {
  if (language === 'en') return here
  return `${here}${here.includes('?') ? '&' : '?'}lang=en`
}
