/** Says so while the network is gone. What was typed stays where it is; queries go on by themselves afterwards. */
import { onlineManager } from '@tanstack/react-query'
import { Alert } from 'antd'
import { useSyncExternalStore } from 'react'
import { useTexts } from '../i18n.ts'

const subscribe = (listener: () => void) => onlineManager.subscribe(listener)

export function Connection() {
  const t = useTexts()
  const online = useSyncExternalStore(subscribe, () => onlineManager.isOnline())
  return (
    <div aria-live="assertive">{!online && <Alert banner type="warning" title={t('shell.offline')} />}</div>
  )
}
