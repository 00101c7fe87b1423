/**
 * The month a page is about, kept in its address as `?month=2026-10`.
 *
 *     const [month] = useMonth(latest)
 *     <MonthPicker fallback={latest} />
 */
import { LeftOutlined, RightOutlined } from '@ant-design/icons'
import { Button, DatePicker, Space } from 'antd'
import dayjs from 'dayjs'
import { useAddress } from '../app/address.ts'
import { useTexts } from '../i18n.ts'

const format = 'YYYY-MM'

export function useMonth(fallback: string): [string, (month: string) => void] {
  const [{ month }, setAddress] = useAddress()
  const valid = month && /^\d{4}-(0[1-9]|1[0-2])$/.test(month) ? month : fallback
  return [valid, (to) => setAddress({ month: to === fallback ? undefined : to, page: undefined })]
}

interface Props {
  /** The month without one in the address: usually the latest that has records. */
  readonly fallback: string
  readonly earliest?: string
  readonly latest?: string
}

export function MonthPicker({ fallback, earliest, latest }: Props) {
  const t = useTexts()
  const [month, setMonth] = useMonth(fallback)
  const by = (months: number) => dayjs(`${month}-01`).add(months, 'month').format(format)
  return (
    <Space.Compact>
      <Button
        icon={<LeftOutlined />}
        aria-label={t('month.previous')}
        disabled={earliest !== undefined && month <= earliest}
        onClick={() => setMonth(by(-1))}
      />
      <DatePicker
        picker="month"
        value={dayjs(`${month}-01`)}
        allowClear={false}
        inputReadOnly
        format={t('month.format')}
        aria-label={t('month.label')}
        {...(earliest ? { minDate: dayjs(`${earliest}-01`) } : {})}
        {...(latest ? { maxDate: dayjs(`${latest}-01`) } : {})}
        onChange={(date) => date && setMonth(date.format(format))}
      />
      <Button
        icon={<RightOutlined />}
        aria-label={t('month.next')}
        disabled={latest !== undefined && month >= latest}
        onClick={() => setMonth(by(1))}
      />
    </Space.Compact>
  )
}
