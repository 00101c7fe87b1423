/** The day the page is about, kept in the address as `?on=2026-06-30`, and the days on which something changed. */
import { LeftOutlined, RightOutlined } from '@ant-design/icons'
import { Button, Slider, Space } from 'antd'
import dayjs from 'dayjs'
import { useAddress } from '../../app/address.ts'
import { DayPicker } from '../../components/day-picker.tsx'
import { useOrganisation } from './organisation-data.ts'
import styles from './people.module.css'
import { usePeopleTexts } from './texts.ts'

const format = 'YYYY-MM-DD'

export function useDay(): [string, (day: string | undefined) => void] {
  const [{ on }, setAddress] = useAddress()
  const today = dayjs().format(format)
  const valid = on && /^\d{4}-\d{2}-\d{2}$/.test(on) && dayjs(on).isValid() ? on : today
  return [valid, (day) => setAddress({ on: day === today ? undefined : day, page: undefined })]
}

export function AsOf() {
  const t = usePeopleTexts()
  const [day, setDay] = useDay()
  const changes = useOrganisation(day).data?.changes ?? []
  const earlier = changes.filter(({ on }) => on < day).at(-1)
  const later = changes.find(({ on }) => on > day)
  return (
    <div className={styles.asOf}>
      <Space wrap>
        <DayPicker
          value={dayjs(day)}
          allowClear={false}
          aria-label={t('on')}
          onChange={(picked) => setDay(picked?.format(format))}
        />
        <Button onClick={() => setDay(undefined)}>{t('today')}</Button>
        <Button icon={<LeftOutlined />} disabled={!earlier} onClick={() => setDay(earlier?.on)}>
          {t('previousChange')}
        </Button>
        <Button
          icon={<RightOutlined />}
          iconPlacement="end"
          disabled={!later}
          onClick={() => setDay(later?.on)}
        >
          {t('nextChange')}
        </Button>
      </Space>
      <History changes={changes.map(({ on }) => on)} day={day} onChange={setDay} />
    </div>
  )
}

interface HistoryProps {
  readonly changes: readonly string[]
  readonly day: string
  readonly onChange: (day: string) => void
}

/** From the first change to today; a dot for every day on which something changed. */
function History({ changes, day, onChange }: HistoryProps) {
  const t = usePeopleTexts()
  const start = dayjs().subtract(1, 'year')
  const recent = changes.filter((on) => on >= start.format(format))
  const at = (on: string) => dayjs(on).diff(start, 'day')
  const end = Math.max(at(dayjs().format(format)), ...recent.map(at))
  if (recent.length === 0) return null
  const marks = Object.fromEntries([...new Set(recent.map(at))].map((place) => [place, <span key={place} />]))
  return (
    <Slider
      className={styles.history ?? ''}
      min={0}
      max={end}
      marks={marks}
      value={Math.min(end, Math.max(0, at(day)))}
      ariaLabelForHandle={t('changes')}
      ariaValueTextFormatterForHandle={(place) => start.add(place, 'day').format(format)}
      tooltip={{ formatter: (place) => start.add(place ?? 0, 'day').format(format) }}
      onChange={(place) => onChange(start.add(place, 'day').format(format))}
    />
  )
}
