/** Who has an account, and what about it. */
import { PlusOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import { roleIds } from '../../../src/access/roles.ts'
import { useAddress } from '../../app/address.ts'
import { useScope } from '../../app/session.ts'
import { DataTable } from '../../components/data-table/data-table.tsx'
import { DateText } from '../../components/date-text.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { StatusTag } from '../../components/status-tag.tsx'
import { useTexts } from '../../i18n.ts'
import { NewUser } from './new-user.tsx'
import { type Secret, SecretModal } from './secret-modal.tsx'
import styles from './system.module.css'
import { useSystemTexts } from './texts.ts'
import { isCurrent, type User } from './types.ts'
import { UserDrawer } from './user-drawer.tsx'

export const stateKinds = { open: 'good', closed: 'plain', left: 'warn' } as const

export function UsersPanel() {
  const t = useSystemTexts()
  const common = useTexts()
  const [{ user }, setSearch] = useAddress()
  const mayCreate = useScope('account', 'create') !== undefined
  const [creating, setCreating] = useState(false)
  const [secret, setSecret] = useState<Secret>()
  const today = dayjs().format('YYYY-MM-DD')
  const states = (['open', 'closed', 'left'] as const).map((value) => ({ value, label: t(`user.${value}`) }))
  const roles = roleIds.map((value) => ({ value, label: common(`role.${value}`) }))
  const create = (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setCreating(true)}>
      {t('user.new')}
    </Button>
  )
  return (
    <>
      {mayCreate && <div className={styles.bar}>{create}</div>}
      <DataTable<User>
        id="users"
        url="/accounts"
        sort="sign_in_name"
        exportable={false}
        rowKey={(row) => row.id}
        onOpen={(row) => setSearch({ user: row.id })}
        filters={[
          { field: 'role', label: t('user.role'), kind: 'choice', options: roles },
          { field: 'state', label: t('user.state'), kind: 'choice', options: states },
        ]}
        empty={<EmptyState title={t('user.none')} help={t('user.noneHelp')} />}
        columns={[
          {
            key: 'name',
            title: t('user.name'),
            sortable: true,
          },
          { key: 'sign_in_name', title: t('user.signInName'), sortable: true },
          {
            key: 'roles',
            title: t('user.roles'),
            render: ({ roles: held }) =>
              held
                .filter((grant) => isCurrent(grant, today))
                .map(({ role }) => common(`role.${role}`))
                .join(t('list')) || <span className={styles.soft}>—</span>,
          },
          {
            key: 'state',
            title: t('user.state'),
            sortable: true,
            render: ({ state }) => <StatusTag kind={stateKinds[state]}>{t(`user.${state}`)}</StatusTag>,
          },
          {
            key: 'two_factor',
            title: t('user.twoFactor'),
            render: ({ two_factor }) => t(two_factor ? 'user.on' : 'user.off'),
          },
          {
            key: 'last_sign_in',
            title: t('user.lastSignIn'),
            sortable: true,
            render: ({ last_sign_in }) =>
              last_sign_in ? (
                <DateText value={last_sign_in} />
              ) : (
                <span className={styles.soft}>{t('user.never')}</span>
              ),
          },
        ]}
      />
      <NewUser open={creating} onClose={() => setCreating(false)} onSecret={setSecret} />
      <UserDrawer id={user} onClose={() => setSearch({ user: undefined })} onSecret={setSecret} />
      <SecretModal secret={secret} onClose={() => setSecret(undefined)} />
    </>
  )
}
