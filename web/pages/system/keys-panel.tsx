/** Which programs may come in, as whom, until when. */
import { PlusOutlined } from '@ant-design/icons'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, App, Button, Skeleton, Table } from 'antd'
import { useState } from 'react'
import { del, get } from '../../api.ts'
import { useScope } from '../../app/session.ts'
import { DateText } from '../../components/date-text.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { StatusTag } from '../../components/status-tag.tsx'
import { useConfirm } from '../../components/use-confirm.ts'
import { NewKey } from './new-key.tsx'
import { type Secret, SecretModal } from './secret-modal.tsx'
import styles from './system.module.css'
import { useSystemTexts } from './texts.ts'
import type { ApiKey } from './types.ts'

const kinds = { valid: 'good', expired: 'warn', revoked: 'plain' } as const

export function KeysPanel() {
  const t = useSystemTexts()
  const { message } = App.useApp()
  const confirm = useConfirm()
  const queries = useQueryClient()
  const mayCreate = useScope('api-key', 'create') !== undefined
  const [creating, setCreating] = useState(false)
  const [secret, setSecret] = useState<Secret>()
  const { data, error } = useQuery({
    queryKey: ['api-keys'],
    queryFn: async ({ signal }) => (await get<{ keys: readonly ApiKey[] }>('/api-keys', { signal })).keys,
  })
  const revoke = useMutation({
    mutationFn: (id: string) => del(`/api-keys/${id}`),
    onSuccess: () => void queries.invalidateQueries({ queryKey: ['api-keys'] }),
    onError: (failed) => void message.error(failed.message),
  })
  const sure = async ({ id, name }: ApiKey) => {
    const question = { title: t('keys.revokeTitle', { name }), consequence: t('keys.revokeHelp') }
    if (await confirm({ ...question, action: t('keys.revoke'), danger: true })) revoke.mutate(id)
  }
  return (
    <>
      <div className={styles.bar}>
        <p>{t('keys.answer')}</p>
        {mayCreate && (
          <Button type="primary" icon={<PlusOutlined />} onClick={() => setCreating(true)}>
            {t('keys.new')}
          </Button>
        )}
      </div>
      {error && <Alert type="error" showIcon title={error.message} />}
      {!data && !error && <Skeleton active />}
      {data?.length === 0 && <EmptyState title={t('keys.none')} help={t('keys.noneHelp')} />}
      {data && data.length > 0 && (
        <Table<ApiKey>
          size="middle"
          rowKey="id"
          pagination={false}
          scroll={{ x: 'max-content' }}
          dataSource={[...data]}
          columns={[
            { title: t('keys.name'), dataIndex: 'name' },
            { title: t('keys.account'), dataIndex: 'account_name' },
            {
              title: t('keys.mode'),
              render: (_, { read_only }) => t(read_only ? 'keys.readOnly' : 'keys.readWrite'),
            },
            {
              title: t('keys.state'),
              render: (_, { state }) => <StatusTag kind={kinds[state]}>{t(`keys.${state}`)}</StatusTag>,
            },
            { title: t('keys.expires'), render: (_, row) => <DateText value={row.expires_at} /> },
            {
              title: t('keys.lastUsed'),
              render: (_, row) =>
                row.last_used_at ? <DateText value={row.last_used_at} /> : t('keys.neverUsed'),
            },
            {
              title: t('keys.createdBy'),
              render: (_, row) => (
                <span>
                  {row.created_by} <DateText value={row.created_at} />
                </span>
              ),
            },
            {
              title: <span className="visually-hidden">{t('actions')}</span>,
              render: (_, row) =>
                mayCreate && row.state === 'valid' ? (
                  <Button danger size="small" onClick={() => void sure(row)}>
                    {t('keys.revoke')}
                  </Button>
                ) : null,
            },
          ]}
        />
      )}
      <NewKey open={creating} onClose={() => setCreating(false)} onSecret={setSecret} />
      <SecretModal secret={secret} onClose={() => setSecret(undefined)} />
    </>
  )
}
