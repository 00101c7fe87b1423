import { SettingOutlined } from '@ant-design/icons'
import { Button, Checkbox, Popover } from 'antd'
import { useTexts } from '../../i18n.ts'
import styles from './data-table.module.css'
import type { ChosenColumns } from './use-chosen-columns.ts'

export function ColumnChooser<Row>({ columns }: { readonly columns: ChosenColumns<Row> }) {
  const t = useTexts()
  const { all, shown, choose, isDefault } = columns
  const content = (
    <section className={styles.chooser} aria-label={t('table.columns')}>
      <Checkbox.Group
        value={shown.map(({ key }) => key)}
        options={all.map(({ key, title }) => ({ value: key, label: title }))}
        onChange={(keys) => keys.length > 0 && choose(keys.map(String))}
      />
      <Button size="small" type="link" disabled={isDefault} onClick={() => choose(undefined)}>
        {t('table.columnsReset')}
      </Button>
    </section>
  )
  return (
    <Popover trigger="click" placement="bottomRight" content={content}>
      <Button icon={<SettingOutlined />} aria-label={t('table.columns')} title={t('table.columns')} />
    </Popover>
  )
}
