import { RightOutlined } from '@ant-design/icons'
import type { SignInOptions } from '../../app/session.ts'
import { useTexts } from '../../i18n.ts'
import styles from './demo-accounts.module.css'
import { useSignInTexts } from './texts.ts'

interface Props {
  readonly accounts: SignInOptions['demoAccounts']
  readonly busy: boolean
  readonly onPick: (given: { name: string; password: string }) => void
}

/** The people of the sample company, one click each. */
export function DemoAccounts({ accounts, busy, onPick }: Props) {
  const t = useSignInTexts()
  const common = useTexts()
  if (accounts.length === 0) return null
  return (
    <section className={styles.demo} aria-labelledby="demo-accounts">
      <h2 id="demo-accounts">{t('demo')}</h2>
      <ul>
        {accounts.map(({ name, person, role, password }) => (
          <li key={name}>
            <button type="button" disabled={busy} onClick={() => onPick({ name, password })}>
              <span className={styles.person}>{person}</span>
              <span className={styles.role}>{common(`role.${role}`)}</span>
              <RightOutlined className={styles.arrow} aria-hidden="true" />
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
