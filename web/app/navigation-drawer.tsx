import { Drawer } from 'antd'
import { useTexts } from '../i18n.ts'
import { Navigation } from './navigation.tsx'

export function NavigationDrawer({
  open,
  onClose,
}: {
  readonly open: boolean
  readonly onClose: () => void
}) {
  const t = useTexts()
  return (
    <Drawer
      open={open}
      onClose={onClose}
      placement="left"
      size={264}
      closable={false}
      styles={{ body: { padding: 0 } }}
      aria-label={t('shell.navigation')}
    >
      <Navigation onGo={onClose} />
    </Drawer>
  )
}
