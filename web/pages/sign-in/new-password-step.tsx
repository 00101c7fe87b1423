import { PasswordForm } from '../account/password-form.tsx'
import styles from './sign-in.module.css'
import { useSignInTexts } from './texts.ts'

interface Props {
  /** The one just used; empty when the page was opened anew, then it is asked for. */
  readonly current: string
  readonly onDone: () => void
}

export function NewPasswordStep({ current, onDone }: Props) {
  const t = useSignInTexts()
  return (
    <>
      <h1>{t('changeTitle')}</h1>
      <p className={styles.help}>{t('changeHelp')}</p>
      <PasswordForm {...(current ? { current } : {})} onDone={onDone} />
    </>
  )
}
