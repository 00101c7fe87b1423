/** Bring in a file; go on with one; what was brought in before. */
import { DownloadOutlined, InboxOutlined } from '@ant-design/icons'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { App, Button, Dropdown, Spin, Upload } from 'antd'
import type { Answer } from '../../answer.ts'
import { del, download, get, post } from '../../api.ts'
import { useScope } from '../../app/session.ts'
import { PageHeader } from '../../components/page-header.tsx'
import { useConfirm } from '../../components/use-confirm.ts'
import { useLanguage } from '../../i18n.ts'
import { type Upload as Sent, useImportObjects } from './import-data.ts'
import { ImportHistory } from './import-history.tsx'
import styles from './imports.module.css'
import { useImportTexts } from './texts.ts'

export function ImportsPage() {
  const t = useImportTexts()
  const may = useScope('import', 'create') !== undefined
  return (
    <>
      <PageHeader title={t('title')} answer={t('answer')} actions={may && <Templates />} />
      {may && <DropZone />}
      {may && <Waiting />}
      <h2 className={styles.section}>{t('history')}</h2>
      <ImportHistory />
    </>
  )
}

function DropZone() {
  const t = useImportTexts()
  const { message } = App.useApp()
  const navigate = useNavigate()
  const send = useMutation({
    mutationFn: (file: File) =>
      post<Sent>('/imports/uploads', new Blob([file]), { query: { name: file.name } }),
    onSuccess: ({ id }) => navigate({ to: `/imports/uploads/${id}` }),
    onError: (error) => void message.error(error.message, 8),
  })
  return (
    <div className={styles.drop}>
      <Upload.Dragger
        accept=".xlsx,.xlsm,.csv,.tsv,.txt"
        showUploadList={false}
        disabled={send.isPending}
        beforeUpload={(file) => {
          send.mutate(file)
          return false
        }}
      >
        <p className="ant-upload-drag-icon">{send.isPending ? <Spin /> : <InboxOutlined />}</p>
        <p className="ant-upload-text" role="status">
          {send.isPending ? t('sending', { name: send.variables.name }) : t('drop')}
        </p>
        <p className="ant-upload-hint">{t('dropHelp')}</p>
      </Upload.Dragger>
    </div>
  )
}

function Templates() {
  const t = useImportTexts()
  const language = useLanguage()
  const { message } = App.useApp()
  const { data = [] } = useImportObjects()
  const items = data.map(({ id, label, english }) => ({
    key: id,
    label: t('templateOf', { object: language === 'en' ? english : label }),
  }))
  const save = (id: string) =>
    download(`/imports/templates/${id}`).catch((error: Error) => void message.error(error.message))
  return (
    <Dropdown
      trigger={['click']}
      menu={{ items, style: { maxHeight: 420, overflow: 'auto' }, onClick: ({ key }) => void save(key) }}
    >
      <Button icon={<DownloadOutlined />}>{t('templates')}</Button>
    </Dropdown>
  )
}

function Waiting() {
  const t = useImportTexts()
  const confirm = useConfirm()
  const { message } = App.useApp()
  const queries = useQueryClient()
  const { data } = useQuery({
    queryKey: ['imports', 'waiting'],
    queryFn: ({ signal }) => get<Answer<'/imports/uploads', 'get'>>('/imports/uploads', { signal }),
  })
  const withdraw = useMutation({
    mutationFn: (id: string) => del(`/imports/uploads/${id}`),
    onError: (error) => void message.error(error.message),
    onSettled: () => queries.invalidateQueries({ queryKey: ['imports', 'waiting'] }),
  })
  if (!data || data.rows.length === 0) return null
  const ask = async (id: string, name: string) => {
    const question = { title: t('withdrawTitle', { name }), consequence: t('withdrawHelp') }
    if (await confirm({ ...question, action: t('withdraw'), danger: true })) withdraw.mutate(id)
  }
  return (
    <>
      <h2 className={styles.section}>{t('waiting')}</h2>
      <ul className={styles.waiting}>
        {data.rows.map(({ id, name }) => (
          <li key={id}>
            <Link to={`/imports/uploads/${id}`} className={styles.grow}>
              {name}
            </Link>
            <Link to={`/imports/uploads/${id}`} aria-label={`${t('continue')} ${name}`}>
              {t('continue')}
            </Link>
            <Button
              type="link"
              danger
              onClick={() => void ask(id, name)}
              aria-label={`${t('withdraw')} ${name}`}
            >
              {t('withdraw')}
            </Button>
          </li>
        ))}
      </ul>
    </>
  )
}
