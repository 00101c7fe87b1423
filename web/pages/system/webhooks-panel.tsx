/** Which other systems hear of published and closed months: for the system page. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, App, Button, Card, Form, Input, Skeleton, Space, Switch, Table } from 'antd'
import { useState } from 'react'
import type { Answer } from '../../answer.ts'
import { del, get, patch, post, put } from '../../api.ts'
import { useScope } from '../../app/session.ts'
import { EmptyState } from '../../components/empty-state.tsx'
import { useConfirm } from '../../components/use-confirm.ts'
import { NewWebhook } from './new-webhook.tsx'
import { WebhookLog } from './webhook-log.tsx'
import { useWebhookTexts } from './webhooks-texts.ts'

type Webhooks = Answer<'/webhooks', 'get'>
export type Subscription = Webhooks['subscriptions'][number]

export function WebhooksPanel() {
  const t = useWebhookTexts()
  const mayChange = useScope('setting', 'update') !== undefined
  const { data, error } = useQuery({
    queryKey: ['webhooks'],
    queryFn: ({ signal }) => get<Webhooks>('/webhooks', { signal }),
  })
  return (
    <Card title={t('title')} extra={mayChange && data && <NewWebhook />}>
      <p>{t('help')}</p>
      {error && <Alert type="error" showIcon title={error.message} />}
      {!data && !error && <Skeleton active />}
      {data && (
        <>
          <Hosts hosts={data.hosts} mayChange={mayChange} />
          {data.subscriptions.length === 0 ? (
            <EmptyState title={t('empty')} help={t('emptyHelp')} />
          ) : (
            <Subscriptions rows={data.subscriptions} mayChange={mayChange} />
          )}
        </>
      )}
    </Card>
  )
}

function Hosts({ hosts, mayChange }: { readonly hosts: readonly string[]; readonly mayChange: boolean }) {
  const t = useWebhookTexts()
  const queries = useQueryClient()
  const { message } = App.useApp()
  const save = useMutation({
    mutationFn: ({ text }: { text?: string }) =>
      put('/webhooks/hosts', { hosts: (text ?? '').split(/\s+/).filter(Boolean) }),
    onSuccess: () => void message.success(t('saved')),
    onError: (error) => void message.error(error.message),
    onSettled: () => queries.invalidateQueries({ queryKey: ['webhooks'] }),
  })
  return (
    <Form
      layout="vertical"
      disabled={!mayChange}
      initialValues={{ text: hosts.join('\n') }}
      onFinish={(values) => save.mutate(values)}
    >
      <Form.Item name="text" label={t('hosts')} extra={t('hostsHelp')}>
        <Input.TextArea rows={3} />
      </Form.Item>
      {mayChange && (
        <Form.Item>
          <Button htmlType="submit" loading={save.isPending}>
            {t('save')}
          </Button>
        </Form.Item>
      )}
    </Form>
  )
}

function Subscriptions({
  rows,
  mayChange,
}: {
  readonly rows: readonly Subscription[]
  readonly mayChange: boolean
}) {
  const t = useWebhookTexts()
  return (
    <Table
      size="small"
      rowKey="id"
      pagination={false}
      dataSource={[...rows]}
      scroll={{ x: 'max-content' }}
      columns={[
        { title: t('url'), dataIndex: 'url' },
        {
          title: t('events'),
          dataIndex: 'events',
          render: (events: Subscription['events']) => events.map((event) => t(`event.${event}`)).join('、'),
        },
        {
          title: t('state'),
          key: 'state',
          render: (_, row) =>
            [
              row.active ? t('active') : t('stopped'),
              row.waiting > 0 && t('waiting', { count: row.waiting }),
              row.failed > 0 && t('failed', { count: row.failed }),
            ]
              .filter(Boolean)
              .join('，'),
        },
        {
          key: 'actions',
          title: <span className="visually-hidden">{t('actions')}</span>,
          render: (_, row) => <Actions row={row} mayChange={mayChange} />,
        },
      ]}
    />
  )
}

function Actions({ row, mayChange }: { readonly row: Subscription; readonly mayChange: boolean }) {
  const t = useWebhookTexts()
  const queries = useQueryClient()
  const confirm = useConfirm()
  const { message } = App.useApp()
  const [log, setLog] = useState(false)
  const act = useMutation({
    mutationFn: async (what: 'test' | 'remove' | 'switch') => {
      if (what === 'test') await post(`/webhooks/${row.id}/tests`)
      if (what === 'remove') await del(`/webhooks/${row.id}`)
      if (what === 'switch') await patch(`/webhooks/${row.id}`, { active: !row.active })
      return what
    },
    onSuccess: (what) => what === 'test' && message.success(t('tested')),
    onError: (error) => void message.error(error.message),
    onSettled: () => queries.invalidateQueries({ queryKey: ['webhooks'] }),
  })
  const remove = async () => {
    const question = {
      title: t('removeTitle'),
      consequence: t('removeHelp', { url: row.url }),
      action: t('remove'),
      danger: true,
    }
    if (await confirm(question)) act.mutate('remove')
  }
  return (
    <Space wrap>
      <Button size="small" onClick={() => setLog(true)}>
        {t('log')}
      </Button>
      {mayChange && (
        <>
          <Button size="small" disabled={!row.active} onClick={() => act.mutate('test')}>
            {t('test')}
          </Button>
          <Switch
            size="small"
            checked={row.active}
            aria-label={`${t('active')} ${row.url}`}
            onChange={() => act.mutate('switch')}
          />
          <Button size="small" danger onClick={() => void remove()}>
            {t('remove')}
          </Button>
        </>
      )}
      {log && <WebhookLog subscription={row} onClose={() => setLog(false)} />}
    </Space>
  )
}
