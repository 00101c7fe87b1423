/** Beside the text: one person's or contract's result, before and after, as it is written. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Alert, Segmented, Select } from 'antd'
import { useEffect, useState } from 'react'
import type { Answer } from '../../../answer.ts'
import { ApiError, get, post } from '../../../api.ts'
import { useAddress } from '../../../app/address.ts'
import { amountOf, percentOf } from '../../../components/figures.ts'
import { Money } from '../../../components/money.tsx'
import { periodOf } from '../../../components/period-text.tsx'
import { useTexts } from '../../../i18n.ts'
import { usePolicyTexts } from '../texts.ts'
import styles from './editor.module.css'

type Live = Answer<'/policies/try', 'post'>
type Value = Live['values'][number]

interface Props {
  /** Undefined while it has mistakes. */
  readonly document: string | undefined
  readonly periods: readonly string[]
}

export function LivePanel({ document, periods }: Props) {
  const t = usePolicyTexts()
  const shared = useTexts()
  const [search, setSearch] = useAddress()
  const kind = search.contract ? 'contract' : 'person'
  const [chosen, setChosen] = useState<'person' | 'contract'>(kind)
  const key = search[chosen]
  const period = search.month ?? periods[0]
  const settled = useSettled(document, 500)
  const live = useQuery({
    queryKey: ['policies', 'try', settled, period, chosen, key],
    enabled: settled !== undefined && period !== undefined && key !== undefined,
    placeholderData: keepPreviousData,
    retry: false,
    queryFn: ({ signal }) =>
      post<Live>('/policies/try', { document: settled, period, focus: { kind: chosen, key } }, { signal }),
  })
  return (
    <section className={styles.live} aria-label={t('live')}>
      <h2>{t('live')}</h2>
      <p className={styles.help}>{t('liveHelp')}</p>
      <Select
        aria-label={t('liveMonth')}
        value={period}
        options={periods.map((value) => ({ value, label: periodOf(shared, value) }))}
        onChange={(month: string) => setSearch({ month })}
      />
      <Segmented
        block
        value={chosen}
        options={[
          { value: 'person', label: t('livePerson') },
          { value: 'contract', label: t('liveContract') },
        ]}
        onChange={(value) => setChosen(value as 'person' | 'contract')}
      />
      <Picker
        key={chosen}
        kind={chosen}
        value={key}
        onChange={(value) => setSearch({ person: undefined, contract: undefined, [chosen]: value })}
      />
      <div
        aria-live="polite"
        aria-busy={live.isFetching}
        data-busy={live.isFetching}
        className={styles.result}
      >
        {key === undefined ? (
          <p className={styles.help}>{t('liveAsk')}</p>
        ) : document === undefined ? (
          <p className={styles.help}>{t('liveWait')}</p>
        ) : live.error ? (
          <Alert
            type="error"
            title={live.error instanceof ApiError ? live.error.message : String(live.error)}
          />
        ) : (
          (live.data && <Result live={live.data} />) || <p className={styles.help}>{t('effectRunning')}…</p>
        )}
      </div>
    </section>
  )
}

function Result({ live }: { readonly live: Live }) {
  const t = usePolicyTexts()
  const payable = live.values.find((value) => value.payable)
  const rest = live.values.filter((value) => !value.payable)
  return (
    <>
      {payable && (
        <div className={styles.payable}>
          <span>{payable.variable}</span>
          <Money value={payable.before} /> →{' '}
          <strong>
            <Money value={payable.after} unit />
          </strong>
        </div>
      )}
      <p className={styles.help}>
        {live.against
          ? t(live.against.settled ? 'liveAgainst' : 'liveAgainstNow', { version: live.against.version })
          : t('liveNew')}
      </p>
      {rest.length === 0 && live.problems.length === 0 && <p>{t('liveSame')}</p>}
      {rest.length > 0 && <Values values={rest} />}
      {live.more && <p className={styles.help}>{t('liveMore')}</p>}
      {live.problems.length > 0 && (
        <>
          <h3>{t('liveProblems')}</h3>
          <ul className={styles.problems}>
            {live.problems.map((problem) => (
              <li key={`${problem.object}${problem.key}${problem.variable}`}>
                {problem.object} {problem.key} · {problem.variable}：{problem.message}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  )
}

function Values({ values }: { readonly values: readonly Value[] }) {
  const t = usePolicyTexts()
  const groups = [...Map.groupBy(values, ({ object, key }) => t('liveExplain', { object, key }))]
  return (
    <table className={styles.values}>
      <thead>
        <tr>
          <th scope="col">{t('liveName')}</th>
          <th scope="col">{t('before')}</th>
          <th scope="col">{t('after')}</th>
        </tr>
      </thead>
      {groups.map(([name, own]) => (
        <tbody key={name}>
          <tr>
            <th scope="colgroup" colSpan={3}>
              {name}
            </th>
          </tr>
          {own.map((value) => (
            <tr key={value.variable}>
              <td title={value.clause}>{value.variable}</td>
              <td>{shown(value.before, value.unit)}</td>
              <td>{shown(value.after, value.unit)}</td>
            </tr>
          ))}
        </tbody>
      ))}
    </table>
  )
}

function shown(value: string | null, unit: string): string {
  if (value === null) return '—'
  if (!/^-?\d+(\.\d+)?$/.test(value)) return value
  if (unit === '比率') return percentOf(value)
  return unit === '元' ? amountOf(value) : amountOf(value, 0)
}

interface PickerProps {
  readonly kind: 'person' | 'contract'
  readonly value: string | undefined
  readonly onChange: (value: string) => void
}

function Picker({ kind, value, onChange }: PickerProps) {
  const t = usePolicyTexts()
  const [q, setQ] = useState('')
  const { data } = useQuery({
    queryKey: ['policies', 'pick', kind, q],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      get<{ rows: readonly Readonly<Record<string, string>>[] }>(`/records/${kind}`, {
        query: { q: q || undefined, size: 50, totals: 'without' },
        signal,
      }),
  })
  const options = (data?.rows ?? []).map((row) => {
    const number = row.number ?? row.contract_no ?? ''
    return { value: number, label: [number, row.name ?? row['customer.name']].filter(Boolean).join(' ') }
  })
  const label = kind === 'person' ? t('livePick') : t('livePickContract')
  return (
    <Select
      aria-label={label}
      placeholder={label}
      value={value ?? null}
      options={options}
      showSearch={{ filterOption: false, onSearch: setQ }}
      onChange={onChange}
    />
  )
}

/** A value once it has not changed for a while. */
function useSettled<T>(value: T, delay: number): T {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), delay)
    return () => clearTimeout(timer)
  }, [value, delay])
  return settled
}
