import { Skeleton } from 'antd'
import { useTexts } from '../i18n.ts'

/** In the shape of a page: heading, sentence, content. */
export function PageSkeleton() {
  const t = useTexts()
  return (
    <div role="status" aria-live="polite">
      <span className="visually-hidden">{t('shell.loading')}</span>
      <Skeleton active title={{ width: 160 }} paragraph={{ rows: 1, width: 360 }} />
      <br />
      <Skeleton active title={false} paragraph={{ rows: 8, width: '100%' }} />
    </div>
  )
}
