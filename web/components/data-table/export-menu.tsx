import { DownloadOutlined } from '@ant-design/icons'
import { App, Button, Dropdown } from 'antd'
import { useState } from 'react'
import { download } from '../../api.ts'
import { useTexts } from '../../i18n.ts'

interface Props {
  readonly url: string
  readonly query: Readonly<Record<string, string | number | undefined>>
}

/** Exactly what the list shows, all pages of it. */
export function ExportMenu({ url, query }: Props) {
  const t = useTexts()
  const { message } = App.useApp()
  const [busy, setBusy] = useState(false)
  const save = async (format: string) => {
    setBusy(true)
    try {
      await download(url, { ...query, page: undefined, size: undefined, format })
    } catch (error) {
      void message.error(error instanceof Error ? error.message : String(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [
          { key: 'xlsx', label: t('table.exportXlsx') },
          { key: 'csv', label: t('table.exportCsv') },
        ],
        onClick: ({ key }) => void save(key),
      }}
    >
      <Button icon={<DownloadOutlined />} loading={busy}>
        {t('table.export')}
      </Button>
    </Dropdown>
  )
}
