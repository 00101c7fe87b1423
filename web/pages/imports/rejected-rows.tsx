import { DownloadOutlined } from '@ant-design/icons'
import { App, Button, Table } from 'antd'
import { useState } from 'react'
import { download } from '../../api.ts'
import type { RejectedRow } from './import-data.ts'
import styles from './imports.module.css'
import { useImportTexts } from './texts.ts'

export function RejectedRows({ rows }: { readonly rows: readonly RejectedRow[] }) {
  const t = useImportTexts()
  if (rows.length === 0) return null
  return (
    <div className={styles.block}>
      <h3>{t('preview.rejectedRows', { count: rows.length })}</h3>
      <Table<RejectedRow>
        size="small"
        rowKey={(row) => row.row}
        dataSource={[...rows]}
        pagination={rows.length > 10 ? { pageSize: 10, size: 'small' } : false}
        columns={[
          { title: t('preview.row'), dataIndex: 'row', width: 90 },
          {
            title: t('preview.why'),
            render: (_, { reasons }) => reasons.map((reason) => <div key={reason}>{reason}</div>),
          },
        ]}
      />
    </div>
  )
}

/** The workbook to correct and import again. */
export function RejectedDownload({ path }: { readonly path: string }) {
  const t = useImportTexts()
  const { message } = App.useApp()
  const [busy, setBusy] = useState(false)
  const save = async () => {
    setBusy(true)
    await download(path).catch((error: Error) => void message.error(error.message, 8))
    setBusy(false)
  }
  return (
    <Button icon={<DownloadOutlined />} loading={busy} onClick={() => void save()}>
      {t('preview.download')}
    </Button>
  )
}
