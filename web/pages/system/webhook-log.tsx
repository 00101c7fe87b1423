/** What was sent to one address lately, and what it answered. */
import { useQuery } from '@tanstack/react-query'
import { Modal, Table } from 'antd'
import type { Answer } from '../../answer.ts'
import { get } from '../../api.ts'
import { DateText } from '../../components/date-text.tsx'
import { useWebhookTexts } from './webhooks-texts.ts'

type Deliveries = Answer<'/webhooks/:id/deliveries', 'get'>
type Delivery = Deliveries['deliveries'][number]

interface Props {
  readonly subscription: { readonly id: string; readonly url: string }
  readonly onClose: () => void
}

export function WebhookLog({ subscription: { id, url }, onClose }: Props) {
  const t = useWebhookTexts()
  const { data } = useQuery({
    queryKey: ['webhooks', id],
    refetchInterval: 3_000,
    queryFn: ({ signal }) => get<Deliveries>(`/webhooks/${id}/deliveries`, { signal }),
  })
  return (
    <Modal open title={`${t('log')} · ${url}`} onCancel={onClose} footer={null} width={760}>
      <Table<Delivery>
        size="small"
        rowKey="id"
        loading={!data}
        pagination={false}
        dataSource={[...(data?.deliveries ?? [])]}
        scroll={{ x: 'max-content' }}
        columns={[
          { title: t('at'), dataIndex: 'createdAt', render: (at: string) => <DateText value={at} /> },
          { title: t('what'), dataIndex: 'event' },
          {
            title: t('state'),
            dataIndex: 'status',
            render: (status: Delivery['status']) => t(`delivery.${status}`),
          },
          { title: t('attempts'), dataIndex: 'attempts', align: 'right' },
          {
            title: t('answer'),
            key: 'answer',
            render: (_, { answerStatus, error }) => answerStatus ?? error ?? '—',
          },
          { title: t('next'), dataIndex: 'nextAt', render: (at: string | null) => <DateText value={at} /> },
        ]}
      />
    </Modal>
  )
}
