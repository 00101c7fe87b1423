import { Button } from 'antd'
import { EmptyState } from '../components/empty-state.tsx'
import { useTexts } from '../i18n.ts'

export function Forbidden() {
  const t = useTexts()
  return (
    <EmptyState level={1} title={t('error.forbidden')} help={t('error.forbiddenHelp')}>
      <Button href="/" type="primary">
        {t('error.home')}
      </Button>
    </EmptyState>
  )
}
