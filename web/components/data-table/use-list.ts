/** A list as the address describes it: `q`, `sort`, `page`, `size`, `filter`, asked of the server. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { get } from '../../api.ts'
import { useAddress } from '../../app/address.ts'
import { type FilterValue, readFilter, writeFilter } from '../filters/filter.ts'

export interface Page<Row> {
  readonly rows: readonly Row[]
  /** Undefined until counted. */
  readonly total: number | undefined
  readonly sums: Readonly<Record<string, string>>
}

export interface ListOptions {
  readonly url: string
  readonly sort?: string | undefined
  readonly size?: number | undefined
  /** Always sent, and not in the address: the month of the page, the person it is about. */
  readonly query?: Readonly<Record<string, string>> | undefined
  /** The server counts and sums apart from the rows (`totals`): once for what is looked for, not for every page. */
  readonly counted?: boolean | undefined
}

/** Number and sums of what a counted list finds; a page that tells them above its list asks no second time. */
function useTotals(
  url: string,
  narrowing: Readonly<Record<string, string | undefined>> = {},
  enabled = true,
) {
  return useQuery({
    queryKey: ['list', url, 'totals', narrowing],
    enabled,
    queryFn: ({ signal }) => get<Page<never>>(url, { query: { ...narrowing, totals: 'only' }, signal }),
  })
}

/** The number a page tells above its list: of all, and of what is found where the list is narrowed. */
export function useFound(url: string) {
  const [{ q, filter }] = useAddress()
  const narrowed = Boolean(q || filter)
  const all = useTotals(url).data
  const found = useTotals(url, { q, filter }, narrowed).data
  return { narrowed, all: all?.total, ...(narrowed ? found : all) }
}

export function useList<Row>(options: ListOptions) {
  const { url, sort: first, size: usual = 50, query: fixed = {}, counted = false } = options
  const [search, setSearch] = useAddress()
  const page = Math.max(1, Number.parseInt(search.page ?? '1', 10) || 1)
  const size = Math.min(200, Math.max(1, Number.parseInt(search.size ?? '', 10) || usual))
  const sort = search.sort ?? first
  const query = { ...fixed, q: search.q, sort, page, size, filter: search.filter }
  const rows = useQuery({
    queryKey: ['list', url, query],
    queryFn: ({ signal }) =>
      get<Page<Row>>(url, { query: counted ? { ...query, totals: 'without' } : query, signal }),
    placeholderData: keepPreviousData,
  })
  const narrowing = { ...fixed, q: search.q, filter: search.filter }
  const totals = useTotals(url, narrowing, counted)
  const { total, sums = {} } = totals.data ?? {}
  const error = rows.error ?? totals.error
  const list = counted && rows.data ? { ...rows, error, data: { ...rows.data, total, sums } } : rows
  const filter = readFilter(search.filter)
  // Each is something one did: going back leads to the list as it was, and not away from it.
  const narrow = (change: Record<string, string | undefined>) =>
    setSearch({ page: undefined, ...change }, 'push')
  return {
    list,
    page,
    size,
    sort,
    query,
    filter,
    q: search.q,
    narrowed: Boolean(search.q || search.filter),
    search: (q: string) => narrow({ q: q.trim() }),
    setFilter: (field: string, value: FilterValue | undefined) =>
      narrow({ filter: writeFilter({ ...filter, [field]: value ?? '' }) }),
    clear: () => narrow({ q: undefined, filter: undefined }),
    setSort: (key: string | undefined) => narrow({ sort: key === first ? undefined : key }),
    turn: (to: number, rows: number) =>
      setSearch(
        { page: to === 1 ? undefined : String(to), size: rows === usual ? undefined : String(rows) },
        'push',
      ),
  }
}
