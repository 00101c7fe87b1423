/** The signed-in person: account page, preferences on a phone, and the way out. */
import { LogoutOutlined, SafetyOutlined, TranslationOutlined, UserOutlined } from '@ant-design/icons'
import { useNavigate } from '@tanstack/react-router'
import { Button, Dropdown } from 'antd'
import { usePunctuation, useTexts } from '../i18n.ts'
import { useAppearanceItems, useLanguageItems } from './preferences.tsx'
import { useSession } from './session.ts'
import { useSignOut } from './sign-out.ts'
import styles from './user-menu.module.css'

export function UserMenu() {
  const t = useTexts()
  const { colon } = usePunctuation()
  const { user } = useSession()
  const navigate = useNavigate()
  const signOut = useSignOut()
  const languages = useLanguageItems()
  const appearances = useAppearanceItems()
  const name = user.person?.name ?? user.name
  return (
    <Dropdown
      trigger={['click']}
      placement="bottomRight"
      menu={{
        selectedKeys: [languages.selected, appearances.selected],
        items: [
          {
            key: 'who',
            type: 'group',
            label: `${name} · ${user.signInName}`,
          },
          {
            key: 'account',
            icon: <SafetyOutlined />,
            label: t('shell.account'),
            onClick: () => void navigate({ to: '/account' }),
          },
          {
            key: 'language',
            icon: <TranslationOutlined />,
            label: t('shell.language'),
            children: languages.items,
          },
          {
            key: 'theme',
            icon: appearances.items[0]?.icon,
            label: t('shell.theme'),
            children: appearances.items,
          },
          { type: 'divider' },
          { key: 'out', icon: <LogoutOutlined />, label: t('shell.signOut'), onClick: () => void signOut() },
        ],
      }}
    >
      <Button
        type="text"
        className={styles.user}
        icon={<UserOutlined />}
        aria-label={t('shell.user') + colon + name}
      >
        <span className={styles.name}>{name}</span>
      </Button>
    </Dropdown>
  )
}
