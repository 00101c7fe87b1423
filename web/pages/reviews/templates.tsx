/** Empty sheets to fill in Excel and import, one for each kind of record of the appraisal. */
import { App, Button, Dropdown } from 'antd'
import { download } from '../../api.ts'
import { useReviewTexts } from './texts.ts'

const objects = {
  monthly_score: 'scores',
  work_record: 'work',
  cooperation_rating: 'ratings',
  exceptional_score: 'raises',
} as const

export function Templates() {
  const t = useReviewTexts()
  const { message } = App.useApp()
  const items = Object.entries(objects).map(([key, tab]) => ({ key, label: t(`tab.${tab}`) }))
  const save = (object: string) =>
    download(`/imports/templates/${object}`).catch((error: unknown) =>
      message.error(error instanceof Error ? error.message : String(error)),
    )
  return (
    <Dropdown trigger={['click']} menu={{ items, onClick: ({ key }) => void save(key) }}>
      <Button>{t('template')}</Button>
    </Dropdown>
  )
}
