/** What is shown instead of a page that broke: nothing was lost, try again, and a reference to quote. */

import { CopyOutlined } from '@ant-design/icons'
import { useQueryErrorResetBoundary } from '@tanstack/react-query'
import type { ErrorComponentProps as Caught } from '@tanstack/react-router'
import { App, Button, Space } from 'antd'
import { useEffect } from 'react'
import { ApiError } from '../api.ts'
import { EmptyState } from '../components/empty-state.tsx'
import { useTexts } from '../i18n.ts'
import { Forbidden } from './forbidden.tsx'
import { NotFound } from './not-found.tsx'

export function Failure({ error: thrown, reset }: Caught) {
  const t = useTexts()
  const error = thrown instanceof Error ? thrown : new Error(String(thrown))
  const { message } = App.useApp()
  const queries = useQueryErrorResetBoundary()
  useEffect(() => {
    // A refusal is an answer, told on the page; anything else is a fault to look into.
    if (!(error instanceof ApiError)) console.error(error)
  }, [error])
  if (error instanceof ApiError && error.status === 403) return <Forbidden />
  if (error instanceof ApiError && error.status === 404) return <NotFound message={error.message} />
  const copy = async () => {
    await navigator.clipboard.writeText(referenceOf(error))
    void message.success(t('error.copied'))
  }
  const again = () => {
    queries.reset()
    reset()
  }
  return (
    <EmptyState
      level={1}
      title={t('error.title')}
      help={error instanceof ApiError ? error.message : t('error.help')}
    >
      <Space orientation="vertical" align="center">
        <Space>
          <Button type="primary" onClick={again}>
            {t('error.retry')}
          </Button>
          <Button href="/">{t('error.home')}</Button>
        </Space>
        <Button type="text" icon={<CopyOutlined />} title={t('error.copy')} onClick={() => void copy()}>
          {t('error.reference')} {referenceOf(error)}
        </Button>
      </Space>
    </EmptyState>
  )
}

const references = new WeakMap<Error, string>()

/** The server's reference when it gave one, else the moment and the kind of error. */
function referenceOf(error: Error): string {
  const { reference } = error instanceof ApiError ? error.details : {}
  if (typeof reference === 'string') return reference
  const known = references.get(error)
  if (known) return known
  const code = error instanceof ApiError ? error.code : error.name
  const made = `${new Date().toISOString().slice(0, 19)}Z-${code}`
  references.set(error, made)
  return made
}
