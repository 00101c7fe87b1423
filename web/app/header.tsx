/** The bar at the top: whose company, search, running jobs, preferences, account. */
import { MenuOutlined, QuestionCircleOutlined, SearchOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useTexts } from '../i18n.ts'
import styles from './header.module.css'
import { JobsTray } from './jobs-tray.tsx'
import { AppearanceMenu, LanguageMenu } from './preferences.tsx'
import { useSession } from './session.ts'
import { modifierName } from './use-keys.ts'
import { UserMenu } from './user-menu.tsx'

interface Props {
  readonly onMenu: () => void
  readonly onSearch: () => void
  readonly onKeys: () => void
}

export function Header({ onMenu, onSearch, onKeys }: Props) {
  const t = useTexts()
  const { company } = useSession()
  return (
    <header className={styles.header}>
      <Button
        className={styles.menu}
        type="text"
        icon={<MenuOutlined />}
        aria-label={t('shell.menu')}
        onClick={onMenu}
      />
      <span className={styles.company}>{company}</span>
      <button type="button" className={styles.search} onClick={onSearch}>
        <SearchOutlined aria-hidden="true" />
        <span className={styles.hint}>{t('shell.searchHint')}</span>
        <kbd>{modifierName} K</kbd>
      </button>
      <div className={styles.tools}>
        <JobsTray />
        <span className={styles.wide}>
          <LanguageMenu />
          <AppearanceMenu />
          <Button
            type="text"
            icon={<QuestionCircleOutlined />}
            aria-label={t('shell.keys')}
            title={`${t('shell.keys')}  ?`}
            onClick={onKeys}
          />
        </span>
        <UserMenu />
      </div>
    </header>
  )
}
