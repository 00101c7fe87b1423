/** The pages this person may see, by group. Also the content of the drawer on a phone. */
import { MenuFoldOutlined, MenuUnfoldOutlined } from '@ant-design/icons'
import { Link, useLocation } from '@tanstack/react-router'
import { Button, Tooltip } from 'antd'
import { useTexts } from '../i18n.ts'
import { Mark } from './mark.tsx'
import styles from './navigation.module.css'
import { currentPage, groups, type Page } from './pages.ts'
import { useVisiblePages } from './visible-pages.ts'

interface Props {
  readonly collapsed?: boolean
  readonly onToggle?: () => void
  readonly onGo?: () => void
}

export function Navigation({ collapsed = false, onToggle, onGo }: Props) {
  const t = useTexts()
  const { pathname } = useLocation()
  const visible = useVisiblePages()
  const current = currentPage(pathname, visible)
  const label = collapsed ? t('shell.expand') : t('shell.collapse')
  return (
    <nav className={styles.navigation} aria-label={t('shell.navigation')} data-collapsed={collapsed}>
      <Link to="/" className={styles.brand} onClick={onGo}>
        <Mark />
        <span className={styles.label}>{t('product')}</span>
      </Link>
      <div className={styles.groups}>
        {groups.map((group) => {
          const members = visible.filter((page) => page.group === group)
          if (members.length === 0) return null
          return (
            <section key={group} className={styles.group} aria-label={t(`group.${group}`)}>
              {group !== 'mine' && <h2>{t(`group.${group}`)}</h2>}
              <ul>
                {members.map((page) => (
                  <Entry
                    key={page.path}
                    page={page}
                    current={page === current}
                    collapsed={collapsed}
                    onGo={onGo}
                  />
                ))}
              </ul>
            </section>
          )
        })}
      </div>
      {onToggle && (
        <Button
          className={styles.toggle}
          type="text"
          icon={collapsed ? <MenuUnfoldOutlined /> : <MenuFoldOutlined />}
          aria-label={label}
          title={`${label}  [`}
          onClick={onToggle}
        />
      )}
    </nav>
  )
}

interface EntryProps {
  readonly page: Page
  readonly current: boolean
  readonly collapsed: boolean
  readonly onGo: (() => void) | undefined
}

function Entry({ page, current, collapsed, onGo }: EntryProps) {
  const t = useTexts()
  const Icon = page.icon
  return (
    <li>
      <Tooltip title={collapsed ? t(page.title) : ''} placement="right">
        <Link
          to={page.path}
          className={styles.entry}
          aria-current={current ? 'page' : undefined}
          onClick={onGo}
        >
          {Icon && <Icon />}
          <span className={styles.label}>{t(page.title)}</span>
        </Link>
      </Tooltip>
    </li>
  )
}
