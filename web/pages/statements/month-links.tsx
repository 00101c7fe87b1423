/** The month, and the ones before and after. */
import { LeftOutlined, RightOutlined } from '@ant-design/icons'
import { useNavigate } from '@tanstack/react-router'
import { Button, Select, Space } from 'antd'
import { periodOf } from '../../components/period-text.tsx'
import { useTexts } from '../../i18n.ts'
import { useMonths } from './data.ts'
import { useStatementTexts } from './texts.ts'

interface Props {
  readonly month: string
  readonly previous: string | null
  readonly next: string | null
  readonly to: (month: string) => string
}

export function MonthLinks({ month, previous, next, to }: Props) {
  const common = useTexts()
  const t = useStatementTexts()
  const navigate = useNavigate()
  const months = useMonths().data?.months ?? []
  const go = (wanted: string | null) => wanted && void navigate({ to: to(wanted) })
  return (
    <Space.Compact>
      <Button
        icon={<LeftOutlined />}
        aria-label={t('previous')}
        disabled={!previous}
        onClick={() => go(previous)}
      />
      <Select
        aria-label={t('months')}
        value={month}
        style={{ minWidth: 128 }}
        options={months.map(({ period }) => ({ value: period, label: periodOf(common, period) }))}
        onChange={go}
      />
      <Button icon={<RightOutlined />} aria-label={t('next')} disabled={!next} onClick={() => go(next)} />
    </Space.Compact>
  )
}
