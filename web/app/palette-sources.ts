/** What the palette finds: pages here, records by asking `GET /api/search?q=` (people, contracts, cases, clauses). */
import type { Answer } from '../answer.ts'
import { get } from '../api.ts'
import { useTexts } from '../i18n.ts'
import { useVisiblePages } from './visible-pages.ts'

export interface Found {
  readonly to: string
  readonly title: string
  readonly kind: string
}

export function usePageSource(q: string): readonly Found[] {
  const t = useTexts()
  const wanted = q.trim().toLowerCase()
  const account: Found = { to: '/account', title: t('page.account'), kind: '' }
  const pages = useVisiblePages().map(({ path, title, group }) => ({
    to: path,
    title: t(title),
    kind: group ? t(`group.${group}`) : '',
  }))
  return [...pages, account].filter(
    ({ title, to }) => title.toLowerCase().includes(wanted) || to.includes(`/${wanted}`),
  )
}

/** Records within this person's reach; what they are is said by their detail: a number, a customer, a policy. */
export async function search(q: string, signal: AbortSignal): Promise<readonly Found[]> {
  const { rows } = await get<Answer<'/search', 'get'>>('/search', { query: { q }, signal })
  return rows.map(({ to, title, detail }) => ({ to, title, kind: detail }))
}
