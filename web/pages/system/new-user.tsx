import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Form, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import { type Role, roleIds } from '../../../src/access/roles.ts'
import { get, post } from '../../api.ts'
import { useTexts } from '../../i18n.ts'
import { RoleClashes } from './role-clashes.tsx'
import type { Secret } from './secret-modal.tsx'
import { useSystemTexts } from './texts.ts'

interface Props {
  readonly open: boolean
  readonly onClose: () => void
  readonly onSecret: (secret: Secret) => void
}

interface Fields {
  readonly person?: string
  readonly sign_in_name: string
  readonly name: string
  readonly roles?: readonly Role[]
}

interface Person {
  readonly number: string
  readonly name: string
}

export function NewUser({ open, onClose, onSecret }: Props) {
  const t = useSystemTexts()
  const common = useTexts()
  const queries = useQueryClient()
  const [form] = Form.useForm<Fields>()
  const [q, setQ] = useState('')
  const people = useQuery({
    queryKey: ['people', 'choice', q],
    enabled: open,
    queryFn: ({ signal }) =>
      get<{ rows: readonly Person[] }>('/records/person', {
        query: { q, size: 50, totals: 'without' },
        signal,
      }),
  })
  const create = useMutation({
    mutationFn: ({ person, sign_in_name, name, roles = [] }: Fields) =>
      post<{ password: string }>('/accounts', { person: person ?? null, sign_in_name, name, roles }),
    onSuccess: ({ password }, { name }) => {
      void queries.invalidateQueries({ queryKey: ['list', '/accounts'] })
      onSecret({
        title: t('user.created'),
        label: t('user.password'),
        value: password,
        help: t('user.passwordUse', { name }),
      })
      close()
    },
  })
  const close = () => {
    form.resetFields()
    create.reset()
    onClose()
  }
  const take = (number: string | undefined) => {
    const person = people.data?.rows.find((own) => own.number === number)
    if (person) form.setFieldsValue({ sign_in_name: person.number, name: person.name })
  }
  return (
    <Modal open={open} title={t('user.new')} onCancel={close} footer={null} width={520} destroyOnHidden>
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={(fields: Fields) => create.mutate(fields)}
      >
        <Form.Item name="person" label={t('user.person')} extra={t('user.personHelp')}>
          <Select
            allowClear
            placeholder={t('user.personNone')}
            showSearch={{ filterOption: false, onSearch: setQ }}
            onChange={take}
            options={
              people.data?.rows.map(({ number, name }) => ({
                value: number,
                label: `${name}（${number}）`,
              })) ?? []
            }
          />
        </Form.Item>
        <Form.Item
          name="sign_in_name"
          label={t('user.signInName')}
          extra={t('user.signInHelp')}
          rules={[{ required: true, pattern: /^[^\s@]+(@[^\s@]+)?$/, message: t('user.signInForm') }]}
        >
          <Input autoComplete="off" />
        </Form.Item>
        <Form.Item
          name="name"
          label={t('user.name')}
          rules={[{ required: true, message: t('user.nameNeeded') }]}
        >
          <Input autoComplete="off" />
        </Form.Item>
        <Form.Item name="roles" label={t('user.roles')}>
          <Select
            mode="multiple"
            placeholder={t('user.noRoles')}
            showSearch={{ optionFilterProp: 'label' }}
            options={roleIds.map((value) => ({ value, label: common(`role.${value}`) }))}
          />
        </Form.Item>
        <Form.Item noStyle dependencies={['roles']}>
          {({ getFieldValue }) => <RoleClashes held={getFieldValue('roles') ?? []} />}
        </Form.Item>
        {create.error && (
          <Form.Item>
            <Alert type="error" showIcon title={create.error.message} role="alert" />
          </Form.Item>
        )}
        <Button type="primary" htmlType="submit" loading={create.isPending}>
          {t('user.create')}
        </Button>
      </Form>
    </Modal>
  )
}
