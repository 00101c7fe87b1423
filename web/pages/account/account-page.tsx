/** Is my account safe: who I am here, my password, two-step sign-in. */
import { App, Card, Descriptions } from 'antd'
import { useSession } from '../../app/session.ts'
import { PageHeader } from '../../components/page-header.tsx'
import { useTexts } from '../../i18n.ts'
import styles from './account.module.css'
import { PasswordForm } from './password-form.tsx'
import { useAccountTexts } from './texts.ts'
import { TwoFactor } from './two-factor.tsx'

export function AccountPage() {
  const t = useAccountTexts()
  const common = useTexts()
  const { message } = App.useApp()
  const { user } = useSession()
  return (
    <>
      <PageHeader title={t('title')} answer={t(user.twoFactorEnabled ? 'answerOn' : 'answerOff')} />
      <div className={styles.cards}>
        <Card title={t('who')}>
          <Descriptions
            column={1}
            items={[
              { label: t('person'), children: user.person?.name ?? user.name },
              { label: t('name'), children: user.signInName },
              {
                label: t('roles'),
                children: user.roles.map((role) => common(`role.${role}`)).join(common('listComma')),
              },
            ]}
          />
        </Card>
        <Card title={t('password')}>
          <PasswordForm onDone={() => void message.success(t('changed'))} />
        </Card>
        <TwoFactor />
      </div>
    </>
  )
}
