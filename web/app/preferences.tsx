/** Language and appearance, kept in this browser. */
import { DesktopOutlined, MoonOutlined, SunOutlined, TranslationOutlined } from '@ant-design/icons'
import { Button, Dropdown } from 'antd'
import { switchLanguage, useLanguage, useTexts } from '../i18n.ts'
import { type Appearance, choose, useAppearance } from './appearance.ts'

const names = { zh: '中文', en: 'English' } as const

export function useLanguageItems() {
  const language = useLanguage()
  return {
    selected: language,
    items: (['zh', 'en'] as const).map((key) => ({
      key,
      label: <span lang={key}>{names[key]}</span>,
      onClick: () => switchLanguage(key),
    })),
  }
}

export function useAppearanceItems() {
  const t = useTexts()
  const appearance = useAppearance()
  const kinds: readonly (readonly [Appearance, string, typeof SunOutlined])[] = [
    ['system', t('shell.themeSystem'), DesktopOutlined],
    ['light', t('shell.themeLight'), SunOutlined],
    ['dark', t('shell.themeDark'), MoonOutlined],
  ]
  return {
    selected: appearance,
    items: kinds.map(([key, label, Icon]) => ({ key, label, icon: <Icon />, onClick: () => choose(key) })),
  }
}

export function LanguageMenu() {
  const t = useTexts()
  const { items, selected } = useLanguageItems()
  return (
    <Dropdown menu={{ items, selectedKeys: [selected], selectable: true }} trigger={['click']}>
      <Button
        type="text"
        icon={<TranslationOutlined />}
        aria-label={t('shell.language')}
        title={t('shell.language')}
      />
    </Dropdown>
  )
}

export function AppearanceMenu() {
  const t = useTexts()
  const { items, selected } = useAppearanceItems()
  const icon =
    selected === 'dark' ? <MoonOutlined /> : selected === 'light' ? <SunOutlined /> : <DesktopOutlined />
  return (
    <Dropdown menu={{ items, selectedKeys: [selected], selectable: true }} trigger={['click']}>
      <Button type="text" icon={icon} aria-label={t('shell.theme')} title={t('shell.theme')} />
    </Dropdown>
  )
}
