/** Is the system in order: who may come in, what they may do, whether the data could be restored. */
import { Tabs } from 'antd'
import type { ComponentType } from 'react'
import type { Resource } from '../../../src/access/permissions.ts'
import { useAddress } from '../../app/address.ts'
import { scopeOf, useSession } from '../../app/session.ts'
import { PageHeader } from '../../components/page-header.tsx'
import { AboutPanel } from './about-panel.tsx'
import { BackupsPanel } from './backups-panel.tsx'
import { KeysPanel } from './keys-panel.tsx'
import { RolesPanel } from './roles-panel.tsx'
import { SettingsPanel } from './settings-panel.tsx'
import { useSystemTexts } from './texts.ts'
import { UsersPanel } from './users-panel.tsx'
import { WebhooksPanel } from './webhooks-panel.tsx'

const tabs = [
  { key: 'users', needs: 'account', panel: UsersPanel },
  { key: 'roles', needs: 'account', panel: RolesPanel },
  { key: 'keys', needs: 'api-key', panel: KeysPanel },
  { key: 'backup', needs: 'backup', panel: BackupsPanel },
  { key: 'webhooks', needs: 'setting', panel: WebhooksPanel },
  { key: 'settings', needs: 'setting', panel: SettingsPanel },
  { key: 'about', needs: 'setting', panel: AboutPanel },
] as const satisfies readonly { key: string; needs: Resource; panel: ComponentType }[]

export function SystemPage() {
  const t = useSystemTexts()
  const session = useSession()
  const [{ tab = 'users' }, setSearch] = useAddress()
  const shown = tabs.filter(({ needs }) => scopeOf(session, needs, 'read'))
  const current = shown.find(({ key }) => key === tab) ?? shown[0]
  // A list's own state does not follow to the next tab.
  const clear = {
    q: undefined,
    sort: undefined,
    page: undefined,
    size: undefined,
    filter: undefined,
    user: undefined,
  }
  return (
    <>
      <PageHeader title={t('title')} answer={t('answer')} />
      <Tabs
        activeKey={current?.key ?? ''}
        onChange={(key) => setSearch({ ...clear, tab: key === 'users' ? undefined : key })}
        destroyOnHidden
        items={shown.map(({ key, panel: Panel }) => ({ key, label: t(`tab.${key}`), children: <Panel /> }))}
      />
    </>
  )
}
