import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Form, Input, Modal, Radio, Select } from 'antd'
import { get, post } from '../../api.ts'
import { useSession } from '../../app/session.ts'
import type { Secret } from './secret-modal.tsx'
import { useSystemTexts } from './texts.ts'
import type { User } from './types.ts'

interface Props {
  readonly open: boolean
  readonly onClose: () => void
  readonly onSecret: (secret: Secret) => void
}

interface Fields {
  readonly name: string
  readonly account: string
  readonly read_only: boolean
  readonly days: number
  readonly ownPassword: string
}

export function NewKey({ open, onClose, onSecret }: Props) {
  const t = useSystemTexts()
  const { user: me } = useSession()
  const queries = useQueryClient()
  const [form] = Form.useForm<Fields>()
  const accounts = useQuery({
    queryKey: ['list', '/accounts', 'for keys'],
    enabled: open,
    queryFn: ({ signal }) =>
      get<{ rows: readonly User[] }>('/accounts', {
        query: { size: 200, filter: '{"state":["open"]}' },
        signal,
      }),
  })
  const close = () => {
    form.resetFields()
    create.reset()
    onClose()
  }
  const create = useMutation({
    mutationFn: (fields: Fields) => post<{ key: string }>('/api-keys', fields),
    onSuccess: ({ key }) => {
      void queries.invalidateQueries({ queryKey: ['api-keys'] })
      onSecret({ title: t('keys.created'), label: t('keys.secret'), value: key, help: t('keys.secretUse') })
      close()
    },
  })
  const usable = accounts.data?.rows.filter(({ id, person }) => person === null || id === me.id) ?? []
  return (
    <Modal open={open} title={t('keys.new')} onCancel={close} footer={null} width={520} destroyOnHidden>
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ read_only: true, days: 90 }}
        onFinish={(fields: Fields) => create.mutate(fields)}
      >
        <Form.Item
          name="name"
          label={t('keys.name')}
          rules={[{ required: true, message: t('keys.nameNeeded') }]}
        >
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item
          name="account"
          label={t('keys.account')}
          extra={t('keys.accountHelp')}
          rules={[{ required: true, message: t('keys.accountNeeded') }]}
        >
          <Select options={usable.map(({ id, name }) => ({ value: id, label: name }))} />
        </Form.Item>
        <Form.Item name="read_only" label={t('keys.mode')}>
          <Radio.Group
            options={[
              { value: true, label: t('keys.readOnly') },
              { value: false, label: t('keys.readWrite') },
            ]}
          />
        </Form.Item>
        <Form.Item name="days" label={t('keys.days')}>
          <Select
            options={[30, 90, 180, 365].map((value) => ({
              value,
              label: t('keys.daysCount', { count: value }),
            }))}
          />
        </Form.Item>
        <Form.Item
          name="ownPassword"
          label={t('ownPassword')}
          rules={[{ required: true, message: t('ownPasswordNeeded') }]}
        >
          <Input.Password autoComplete="current-password" />
        </Form.Item>
        {create.error && (
          <Form.Item>
            <Alert type="error" showIcon title={create.error.message} role="alert" />
          </Form.Item>
        )}
        <Button type="primary" htmlType="submit" loading={create.isPending}>
          {t('keys.create')}
        </Button>
      </Form>
    </Modal>
  )
}
