/** Something told once: a one-time password, a key. */
import { CopyOutlined } from '@ant-design/icons'
import { Alert, App, Button, Modal } from 'antd'
import styles from './system.module.css'
import { useSystemTexts } from './texts.ts'

export interface Secret {
  readonly title: string
  readonly label: string
  readonly value: string
  readonly help: string
}

export function SecretModal({
  secret,
  onClose,
}: {
  readonly secret: Secret | undefined
  readonly onClose: () => void
}) {
  const t = useSystemTexts()
  const { message } = App.useApp()
  const copy = async (value: string) => {
    await navigator.clipboard.writeText(value)
    void message.success(t('copied'))
  }
  return (
    <Modal
      open={secret !== undefined}
      title={secret?.title}
      closable={false}
      mask={{ closable: false }}
      keyboard={false}
      width={520}
      footer={
        <Button type="primary" onClick={onClose}>
          {t('kept')}
        </Button>
      }
    >
      {secret && secret.value === '' && <p>{t('secretGone')}</p>}
      {secret && secret.value !== '' && (
        <>
          <Alert type="warning" showIcon title={t('secretOnce')} />
          <p className={styles.secretLabel}>{secret.label}</p>
          <div className={styles.secret}>
            <code>{secret.value}</code>
            <Button icon={<CopyOutlined />} onClick={() => void copy(secret.value)}>
              {t('copy')}
            </Button>
          </div>
          <p>{secret.help}</p>
        </>
      )}
    </Modal>
  )
}
