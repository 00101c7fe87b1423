import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Button, Form, Select } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useState } from 'react'
import { type Role, roleIds } from '../../../src/access/roles.ts'
import { put } from '../../api.ts'
import { DayPicker } from '../../components/day-picker.tsx'
import { useTexts } from '../../i18n.ts'
import { ConfirmOwnPassword } from './confirm-own-password.tsx'
import { RoleClashes } from './role-clashes.tsx'
import styles from './system.module.css'
import { useSystemTexts } from './texts.ts'
import { isCurrent, type User } from './types.ts'

interface Row {
  readonly role: Role
  readonly from: Dayjs
  readonly to?: Dayjs | null
}

/** The roles from today on. What was held before is kept and shown below. */
export function RoleEditor({ user }: { readonly user: User }) {
  const t = useSystemTexts()
  const common = useTexts()
  const queries = useQueryClient()
  const { message } = App.useApp()
  const [wanted, setWanted] = useState<readonly Row[]>()
  const today = dayjs().format('YYYY-MM-DD')
  const rows: Row[] = user.roles
    .filter((grant) => isCurrent(grant, today))
    .map(({ role, from, to }) => ({ role, from: dayjs(from), to: to === null ? null : dayjs(to) }))
  const save = useMutation({
    mutationFn: (ownPassword: string) =>
      put(`/accounts/${user.id}/roles`, {
        roles: (wanted ?? []).map(({ role, from, to }) => ({
          role,
          from: from.format('YYYY-MM-DD'),
          to: to ? to.format('YYYY-MM-DD') : null,
        })),
        ownPassword,
      }),
    onSuccess: async () => {
      setWanted(undefined)
      await queries.invalidateQueries({ queryKey: ['account', user.id] })
      void queries.invalidateQueries({ queryKey: ['list', '/accounts'] })
      void message.success(t('user.rolesSaved'))
    },
  })
  const label = (role: Role | undefined) => (role ? common(`role.${role}`) : t('user.role'))
  return (
    <Form<{ rows: Row[] }>
      key={JSON.stringify(user.roles)}
      layout="vertical"
      requiredMark={false}
      initialValues={{ rows }}
      onFinish={({ rows: given }) => setWanted(given)}
    >
      <Form.List name="rows">
        {(fields, { add, remove }) => (
          <>
            {fields.length === 0 && <p className={styles.soft}>{t('user.noRoles')}</p>}
            {fields.map(({ name, key }) => (
              <div key={key} className={styles.grant}>
                <Form.Item name={[name, 'role']} label={t('user.role')} rules={[{ required: true }]}>
                  <Select options={roleIds.map((value) => ({ value, label: label(value) }))} />
                </Form.Item>
                <Form.Item name={[name, 'from']} label={t('user.from')} rules={[{ required: true }]}>
                  <DayPicker allowClear={false} />
                </Form.Item>
                <Form.Item name={[name, 'to']} label={t('user.to')}>
                  <DayPicker placeholder={t('user.forever')} />
                </Form.Item>
                <Form.Item>
                  <Button
                    icon={<DeleteOutlined />}
                    aria-label={t('user.remove', { role: label(rows[name]?.role) })}
                    onClick={() => remove(name)}
                  />
                </Form.Item>
              </div>
            ))}
            <Form.Item noStyle shouldUpdate>
              {({ getFieldValue }) => (
                <RoleClashes held={(getFieldValue('rows') as Row[]).map((row) => row?.role)} />
              )}
            </Form.Item>
            <div className={styles.actions}>
              <Button icon={<PlusOutlined />} onClick={() => add({ from: dayjs() })}>
                {t('user.add')}
              </Button>
              <Button type="primary" htmlType="submit">
                {t('user.saveRoles')}
              </Button>
            </div>
          </>
        )}
      </Form.List>
      <ConfirmOwnPassword
        title={wanted && t('user.saveRoles')}
        action={t('user.saveRoles')}
        busy={save.isPending}
        error={save.error}
        onGiven={(password) => save.mutate(password)}
        onCancel={() => setWanted(undefined)}
      />
    </Form>
  )
}
