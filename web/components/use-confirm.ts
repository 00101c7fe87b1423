/**
 * Asks before what cannot be undone, naming the consequence in numbers.
 *
 *     const confirm = useConfirm()
 *     if (await confirm({ title: '关账 2026年10月？', consequence: '57 份绩效单定稿，之后只能用调整更正。', action: '关账' })) …
 */
import { App } from 'antd'
import type { ReactNode } from 'react'
import { useTexts } from '../i18n.ts'

interface Question {
  readonly title: string
  readonly consequence: ReactNode
  /** The verb on the button, never "OK". */
  readonly action: string
  readonly danger?: boolean
}

export function useConfirm(): (question: Question) => Promise<boolean> {
  const { modal } = App.useApp()
  const t = useTexts()
  return async ({ title, consequence, action, danger = false }) =>
    modal.confirm({
      title,
      content: consequence,
      okText: action,
      cancelText: t('confirm.cancel'),
      okButtonProps: { danger },
      focusable: { autoFocusButton: 'cancel' },
    })
}
