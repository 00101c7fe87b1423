/** What is told before saving: the month is closed, or a number looks mistyped; after it, the way to the adjustments. */
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Alert, App, Form, type FormInstance } from 'antd'
import { useEffect, useState } from 'react'
import type { Answer } from '../../answer.ts'
import { post } from '../../api.ts'
import { useScope } from '../../app/session.ts'
import { useLanguage, useTexts } from '../../i18n.ts'
import { periodOf } from '../period-text.tsx'
import { useConfirm } from '../use-confirm.ts'
import type { Values } from './record-data.ts'
import styles from './records.module.css'
import { useRecordTexts } from './texts.ts'

interface Props {
  readonly object: string
  /** Empty for a new record. */
  readonly recordKey: readonly string[]
  readonly form: FormInstance
  readonly valuesNow: () => Values
}

export const adjustmentsPage = '/settlement?tab=adjustments'

export function LateNotice({ object, recordKey, form, valuesNow }: Props) {
  Form.useWatch([], form)
  return <LateWarning object={object} recordKey={recordKey} values={valuesNow()} />
}

interface WarningProps {
  readonly object: string
  readonly recordKey: readonly string[]
  readonly values: Values
}

/** The same for what is not entered in a form of records: a contract whole, goods of a trial coming back. */
export function LateWarning({ object, recordKey, values: given }: WarningProps) {
  const t = useRecordTexts()
  const common = useTexts()
  const values = useSettled(JSON.stringify(given))
  const { data } = useQuery({
    queryKey: ['records', object, 'late', recordKey, values],
    enabled: values !== '{}',
    retry: false,
    gcTime: 0,
    queryFn: ({ signal }) =>
      post<Answer<'/records/:object/late', 'post'>>(
        `/records/${object}/late`,
        { values: JSON.parse(values), ...(recordKey.length > 0 ? { key: recordKey } : {}) },
        { signal },
      ),
  })
  const language = useLanguage()
  const period = values === '{}' ? null : data?.period
  const doubts = values === '{}' ? [] : (data?.doubts ?? [])
  return (
    <div role="status" className={styles.late}>
      {doubts.map(({ text, english }) => (
        <Alert key={text} type="warning" showIcon title={language === 'en' ? english : text} />
      ))}
      {period && <Alert type="warning" showIcon title={t('late', { period: periodOf(common, period) })} />}
    </div>
  )
}

/** Asked when it is saved, because a notice is overlooked, and saving may be faster than it. True to go on. */
export function useDoubtsTaken(object: string) {
  const t = useRecordTexts()
  const language = useLanguage()
  const confirm = useConfirm()
  return async (key: readonly string[], values: Values): Promise<boolean> => {
    const doubts = await post<Answer<'/records/:object/late', 'post'>>(`/records/${object}/late`, {
      values,
      ...(key.length > 0 ? { key } : {}),
    }).then(
      (answer) => answer.doubts,
      // What is wrong with it, saving says.
      () => [],
    )
    if (doubts.length === 0) return true
    const said = doubts.map(({ text, english }) => (language === 'en' ? english : text))
    return confirm({
      title: t('doubtsTitle'),
      consequence: said.map((one) => <p key={one}>{one}</p>),
      action: t('doubtsSave'),
    })
  }
}

/** The closed month a record is taken out of, to be said in the question; nothing when that cannot be found out. */
export async function lateWhenRemoved(object: string, key: readonly string[]): Promise<string | null> {
  const answer = post<Answer<'/records/:object/late', 'post'>>(`/records/${object}/late`, {
    key,
    remove: true,
  })
  return answer.then(
    ({ period }) => period,
    () => null,
  )
}

/** While somebody types, nothing is asked. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState('{}')
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), 300)
    return () => clearTimeout(timer)
  }, [text])
  return settled
}

/** To be called with what the server answered; says nothing when the month is open. */
export function useToldLate(): (period: string | null | undefined) => void {
  const t = useRecordTexts()
  const common = useTexts()
  const { notification } = App.useApp()
  const navigate = useNavigate()
  const sees = useScope('settlement', 'read') !== undefined
  return (period) => {
    if (!period) return
    const key = `late ${period}`
    const go = () => {
      notification.destroy(key)
      void navigate({ to: '/settlement', search: { tab: 'adjustments' } as never })
    }
    notification.warning({
      key,
      duration: 15,
      title: t('lateSaved', { period: periodOf(common, period) }),
      description: sees && (
        // The notification stands outside the router.
        <a
          href={adjustmentsPage}
          onClick={(event) => {
            event.preventDefault()
            go()
          }}
        >
          {t('toAdjustments')}
        </a>
      ),
    })
  }
}

/** Rows of a file that belong to closed months; `done` once they are stored. */
export function LateRows({
  late,
  done,
}: {
  readonly late: { readonly rows: number; readonly periods: readonly string[] } | null | undefined
  readonly done: boolean
}) {
  const t = useRecordTexts()
  const common = useTexts()
  const sees = useScope('settlement', 'read') !== undefined
  if (!late || late.rows === 0) return null
  const periods = late.periods.map((period) => periodOf(common, period)).join(common('listComma'))
  return (
    <Alert
      type="warning"
      showIcon
      title={t('lateRows', { count: late.rows, periods })}
      description={done && sees && <Link to={adjustmentsPage}>{t('toAdjustments')}</Link>}
    />
  )
}
