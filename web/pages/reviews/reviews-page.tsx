/** What is missing before the month can be closed: the appraisal as a sheet (M-5). */
import { useQuery } from '@tanstack/react-query'
import { Drawer, Tabs } from 'antd'
import { useAddress } from '../../app/address.ts'
import { Failure } from '../../app/failure.tsx'
import { useSession } from '../../app/session.ts'
import { PageSkeleton } from '../../app/skeleton.tsx'
import { ExportMenu } from '../../components/data-table/export-menu.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { percentOf } from '../../components/figures.ts'
import { MonthPicker, useMonth } from '../../components/month-picker.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { periodOf } from '../../components/period-text.tsx'
import { StatusTag } from '../../components/status-tag.tsx'
import { useTexts } from '../../i18n.ts'
import { countsOf } from './counts.ts'
import { monthsQuery, type Sheet, sheetQuery } from './data.ts'
import { MonthNotes } from './month-notes.tsx'
import { OverviewTab } from './overview-tab.tsx'
import { PersonReviewView } from './person-review.tsx'
import { RaisesTab } from './raises-tab.tsx'
import { RatingsTab } from './ratings-tab.tsx'
import styles from './reviews.module.css'
import { short } from './score.ts'
import { SheetTab } from './sheet-tab.tsx'
import { Templates } from './templates.tsx'
import { useReviewTexts } from './texts.ts'

export function ReviewsPage() {
  const { data, error, refetch } = useQuery(monthsQuery)
  if (error) return <Failure error={error} reset={() => void refetch()} />
  return data ? <MonthPage current={data.current} /> : <PageSkeleton />
}

function MonthPage({ current }: { readonly current: string }) {
  const t = useReviewTexts()
  const [month] = useMonth(current)
  const { data, error, refetch } = useQuery(sheetQuery(month))
  const picker = <MonthPicker fallback={current} />
  if (error) return <Failure error={error} reset={() => void refetch()} />
  if (!data)
    return (
      <>
        <PageHeader title={t('title')} actions={picker} />
        <PageSkeleton />
      </>
    )
  return <Found key={month} sheet={data} picker={picker} />
}

const stateKinds = { open: 'active', reviewed: 'warn', closed: 'good' } as const

function Found({ sheet, picker }: { readonly sheet: Sheet; readonly picker: React.ReactNode }) {
  const t = useReviewTexts()
  const { may, state, month } = sheet
  return (
    <>
      <PageHeader
        title={t('title')}
        status={<StatusTag kind={stateKinds[state]}>{t(`state.${sheet.run?.status ?? 'open'}`)}</StatusTag>}
        answer={<Answer sheet={sheet} />}
        actions={
          <>
            {may.edit && <Templates />}
            {may.export && sheet.rows.length > 0 && <ExportMenu url={`/reviews/${month}/sheet`} query={{}} />}
            {picker}
          </>
        }
      />
      <MonthNotes sheet={sheet} />
      <Content sheet={sheet} />
    </>
  )
}

/** The question of whoever looks: what is missing, or what did I get. */
function Answer({ sheet }: { readonly sheet: Sheet }) {
  const t = useReviewTexts()
  const common = useTexts()
  const { user } = useSession()
  const month = periodOf(common, sheet.month)
  const [only] = sheet.rows
  if (sheet.rows.length === 0 && sheet.may.rate) return t('answerRate', { month })
  if (!sheet.run) return t('answerNone', { month })
  if (sheet.rows.length === 1 && only?.number === user.person?.number)
    return t('answerOwn', {
      month,
      total: short(only?.total ?? null),
      rate: only?.rate ? percentOf(short(only.rate, 4)) : '—',
    })
  if (!sheet.may.edit) return t('answerRead', { month, count: sheet.rows.length })
  const counts = countsOf(sheet)
  const open = (['gaps', 'overrides', 'work', 'ratings', 'raises'] as const).filter((key) => counts[key] > 0)
  if (open.length === 0) return t('answerDone', { month })
  const what = open.map((key) => t(`open.${key}`, { count: counts[key] })).join(t('comma'))
  return t('answerOpen', { month, what })
}

function Content({ sheet }: { readonly sheet: Sheet }) {
  const t = useReviewTexts()
  const [{ tab, person }, setAddress] = useAddress()
  const { may, rows, month } = sheet
  const open = (number: string) => setAddress({ person: number })
  const [only] = rows
  const alone = rows.length === 1 && !may.edit && only !== undefined
  const tabs = [
    ...(rows.length === 0
      ? []
      : alone
        ? [{ key: 'scores', children: <PersonReviewView month={month} person={only.number} /> }]
        : [
            { key: 'scores', children: <SheetTab sheet={sheet} kind="scores" onOpen={open} /> },
            { key: 'work', children: <SheetTab sheet={sheet} kind="work" onOpen={open} /> },
          ]),
    ...(may.rate || may.overview ? [{ key: 'ratings', children: <RatingsTab sheet={sheet} /> }] : []),
    ...(may.edit || may.approve ? [{ key: 'raises', children: <RaisesTab sheet={sheet} /> }] : []),
    ...(alone || rows.length === 0
      ? []
      : [{ key: 'overview', children: <OverviewTab sheet={sheet} onOpen={open} /> }]),
  ].map((own) => ({ ...own, label: t(`tab.${own.key as 'scores'}`) }))
  if (tabs.length === 0) return <EmptyState title={t('empty')} help={t('emptyHelp')} />
  const shown = tabs.find(({ key }) => key === tab)?.key ?? tabs[0]?.key ?? 'scores'
  const opened = rows.find(({ number }) => number === person)
  return (
    <>
      {!alone && rows.length > 0 && (
        <Counts sheet={sheet} tabs={tabs.map(({ key }) => key)} onOpen={(to) => setAddress({ tab: to })} />
      )}
      {tabs.length === 1 ? (
        tabs[0]?.children
      ) : (
        <Tabs
          activeKey={shown}
          onChange={(to) => setAddress({ tab: to === tabs[0]?.key ? undefined : to })}
          items={tabs}
          destroyOnHidden
        />
      )}
      <Drawer
        open={opened !== undefined && !alone}
        onClose={() => setAddress({ person: undefined })}
        title={opened && `${opened.name} ${opened.number}`}
        size={640}
        destroyOnHidden
      >
        {opened && <PersonReviewView month={month} person={opened.number} />}
      </Drawer>
    </>
  )
}

const places = {
  gaps: 'scores',
  overrides: 'scores',
  papers: 'overview',
  work: 'work',
  ratings: 'ratings',
  raises: 'raises',
} as const

interface CountsProps {
  readonly sheet: Sheet
  readonly tabs: readonly string[]
  readonly onOpen: (tab: string) => void
}

/** Lateness and gaps, each leading to where it is dealt with. */
function Counts({ sheet, tabs, onOpen }: CountsProps) {
  const t = useReviewTexts()
  const counts = countsOf(sheet)
  const keys = (Object.keys(places) as (keyof typeof places)[]).filter(
    (key) => tabs.includes(places[key]) && (key !== 'overrides' || counts.overrides > 0),
  )
  return (
    <ul className={styles.counts}>
      {keys.map((key) => (
        <li key={key}>
          <button
            type="button"
            className={styles.count}
            data-open={counts[key] > 0}
            onClick={() => onOpen(places[key])}
            {...(key === 'gaps' ? { title: t('count.gapsHelp') } : {})}
          >
            {t(`count.${key}`)} <strong>{counts[key]}</strong>
          </button>
        </li>
      ))}
    </ul>
  )
}
