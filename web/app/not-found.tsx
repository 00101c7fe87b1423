import type { NotFoundRouteProps } from '@tanstack/react-router'
import { Button } from 'antd'
import { EmptyState } from '../components/empty-state.tsx'
import { useTexts } from '../i18n.ts'

export function NotFound({ message }: Partial<NotFoundRouteProps> & { readonly message?: string }) {
  const t = useTexts()
  return (
    <EmptyState
      level={1}
      title={t(message ? 'error.recordNotFound' : 'error.notFound')}
      help={message ?? t('error.notFoundHelp')}
    >
      <Button href="/" type="primary">
        {t('error.home')}
      </Button>
    </EmptyState>
  )
}
