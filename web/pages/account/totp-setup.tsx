/** Scan, confirm with a code, keep the backup codes. */
import { useMutation } from '@tanstack/react-query'
import { Alert, Button, Form, Input, QRCode, Typography } from 'antd'
import { post } from '../../api.ts'
import styles from './account.module.css'
import { useAccountTexts } from './texts.ts'
import type { Setup } from './two-factor.tsx'

export function TotpSetup({ setup, onDone }: { readonly setup: Setup; readonly onDone: () => void }) {
  const t = useAccountTexts()
  const confirm = useMutation({ mutationFn: (code: string) => post('/session/totp-confirm', { code }) })
  if (confirm.isSuccess) return <BackupCodes codes={setup.backupCodes} onDone={onDone} />
  const secret = new URL(setup.uri).searchParams.get('secret') ?? ''
  return (
    <>
      <div className={styles.scan}>
        <p>{t('scan')}</p>
        {/* Dark on white in both appearances: cameras expect it. */}
        <QRCode aria-label={t('qr')} value={setup.uri} size={192} color="#000000" bgColor="#ffffff" />
        <p className={styles.secret}>
          {t('secret')}
          <Typography.Text copyable code>
            {secret}
          </Typography.Text>
        </p>
      </div>
      <Form
        layout="vertical"
        requiredMark={false}
        onFinish={({ code }: { code: string }) => confirm.mutate(code.trim())}
      >
        <Form.Item name="code" label={t('code')} rules={[{ required: true, message: t('codeNeeded') }]}>
          <Input autoComplete="one-time-code" inputMode="numeric" maxLength={6} />
        </Form.Item>
        {confirm.error && (
          <Form.Item>
            <Alert type="error" showIcon title={confirm.error.message} role="alert" />
          </Form.Item>
        )}
        <Button type="primary" htmlType="submit" loading={confirm.isPending}>
          {t('confirm')}
        </Button>
      </Form>
    </>
  )
}

function BackupCodes({ codes, onDone }: { readonly codes: readonly string[]; readonly onDone: () => void }) {
  const t = useAccountTexts()
  return (
    <>
      <h2 className={styles.title}>{t('backup')}</h2>
      <p className={styles.help}>{t('backupHelp')}</p>
      <ul className={styles.codes}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className={styles.buttons}>
        <Button onClick={() => void navigator.clipboard.writeText(codes.join('\n'))}>{t('copy')}</Button>
        <Button type="primary" onClick={onDone}>
          {t('done')}
        </Button>
      </div>
    </>
  )
}
