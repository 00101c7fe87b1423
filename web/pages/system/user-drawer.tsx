/** One account: why it is open or closed, its roles from when to when, and what can be done about it. */
import { useQuery } from '@tanstack/react-query'
import { Alert, Descriptions, Drawer, Skeleton } from 'antd'
import dayjs from 'dayjs'
import { get } from '../../api.ts'
import { useScope, useSession } from '../../app/session.ts'
import { DateText } from '../../components/date-text.tsx'
import { StatusTag } from '../../components/status-tag.tsx'
import { useTexts } from '../../i18n.ts'
import { RoleEditor } from './role-editor.tsx'
import type { Secret } from './secret-modal.tsx'
import styles from './system.module.css'
import { useSystemTexts } from './texts.ts'
import { isCurrent, type User } from './types.ts'
import { UserActions } from './user-actions.tsx'
import { stateKinds } from './users-panel.tsx'

interface Props {
  readonly id: string | undefined
  readonly onClose: () => void
  readonly onSecret: (secret: Secret) => void
}

export function UserDrawer({ id, onClose, onSecret }: Props) {
  const { data: user, error } = useQuery({
    queryKey: ['account', id],
    enabled: id !== undefined,
    queryFn: ({ signal }) => get<User>(`/accounts/${id}`, { signal }),
  })
  return (
    <Drawer open={id !== undefined} onClose={onClose} size={640} title={user?.name ?? ''} destroyOnHidden>
      {error && <Alert type="error" showIcon title={error.message} role="alert" />}
      {user && id ? <Details key={user.id} user={user} onSecret={onSecret} /> : !error && <Skeleton active />}
    </Drawer>
  )
}

function Details({ user, onSecret }: { readonly user: User; readonly onSecret: (secret: Secret) => void }) {
  const t = useSystemTexts()
  const { user: me } = useSession()
  const mayUpdate = useScope('account', 'update') !== undefined
  const own = me.id === user.id
  return (
    <>
      <Facts user={user} />
      {own && mayUpdate && <Alert type="info" showIcon title={t('user.own')} />}
      <h2 className={styles.section}>{t('user.roles')}</h2>
      {mayUpdate && !own ? <RoleEditor user={user} /> : <HeldRoles user={user} past={false} />}
      <PastRoles user={user} />
      {mayUpdate && !own && <UserActions user={user} onSecret={onSecret} />}
    </>
  )
}

function Facts({ user }: { readonly user: User }) {
  const t = useSystemTexts()
  const why =
    user.state === 'left'
      ? t('user.leftWhy', { date: user.left_on ?? '' })
      : user.state === 'closed'
        ? t('user.closedWhy')
        : undefined
  return (
    <Descriptions
      column={1}
      size="small"
      items={[
        { key: 'name', label: t('user.signInName'), children: user.sign_in_name },
        { key: 'person', label: t('user.person'), children: user.person ?? t('user.personNone') },
        {
          key: 'state',
          label: t('user.state'),
          children: (
            <span>
              <StatusTag kind={stateKinds[user.state]}>{t(`user.${user.state}`)}</StatusTag> {why}
              {user.must_change_password && ` ${t('user.mustChange')}`}
            </span>
          ),
        },
        {
          key: 'last',
          label: t('user.lastSignIn'),
          children: user.last_sign_in ? <DateText value={user.last_sign_in} /> : t('user.never'),
        },
        { key: 'in', label: t('user.signIns'), children: t('user.signInsCount', { count: user.sign_ins }) },
        { key: 'totp', label: t('user.twoFactor'), children: t(user.two_factor ? 'user.on' : 'user.off') },
        {
          key: 'created',
          label: t('user.createdBy'),
          children: (
            <span>
              {user.created_by} <DateText value={user.created_at} />
            </span>
          ),
        },
      ]}
    />
  )
}

function PastRoles({ user }: { readonly user: User }) {
  const t = useSystemTexts()
  const today = dayjs().format('YYYY-MM-DD')
  if (user.roles.every((grant) => isCurrent(grant, today))) return null
  return (
    <>
      <h2 className={styles.section}>{t('user.past')}</h2>
      <HeldRoles user={user} past />
    </>
  )
}

function HeldRoles({ user, past }: { readonly user: User; readonly past: boolean }) {
  const t = useSystemTexts()
  const common = useTexts()
  const today = dayjs().format('YYYY-MM-DD')
  const held = user.roles.filter((grant) => isCurrent(grant, today) !== past)
  if (held.length === 0) return <p className={styles.soft}>{t('user.noRoles')}</p>
  return (
    <ul className={styles.list}>
      {held.map(({ role, from, to }) => (
        <li key={`${role} ${from}`}>
          {common(`role.${role}`)} <span className={`figures ${styles.soft}`}>{`${from} – ${to ?? ''}`}</span>
        </li>
      ))}
    </ul>
  )
}
