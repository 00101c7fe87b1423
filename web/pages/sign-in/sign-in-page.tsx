/** Who are you: name and password, then a code or a new password when asked for. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import type { Answer } from '../../answer.ts'
import { useAddress } from '../../app/address.ts'
import { Mark } from '../../app/mark.tsx'
import { AppearanceMenu, LanguageMenu } from '../../app/preferences.tsx'
import { sessionQuery, useSignInOptions } from '../../app/session.ts'
import { useTexts } from '../../i18n.ts'
import { CodeStep } from './code-step.tsx'
import { NameStep } from './name-step.tsx'
import { NewPasswordStep } from './new-password-step.tsx'
import styles from './sign-in.module.css'
import { useSignInTexts } from './texts.ts'

export type Next = Answer<'/session', 'post'>['next']

export function SignInPage() {
  const t = useSignInTexts()
  const common = useTexts()
  const [step, setStep] = useState<Next | 'name'>('name')
  const [given, setGiven] = useState('')
  const options = useSignInOptions().data
  const arrive = useArrive()
  // What was known before the sign-in ended would lead straight back, and here again in the middle of typing.
  const asked = useQuery({ ...sessionQuery, retry: false, refetchOnMount: 'always' })
  const session = asked.isFetchedAfterMount && !asked.isError ? asked.data : undefined
  useEffect(() => {
    document.title = `${t('title')} · ${common('product')}`
  }, [t, common])
  useEffect(() => {
    if (!session || step !== 'name') return
    if (session.user.mustChangePassword) setStep('change-password')
    else void arrive()
  }, [session, step, arrive])
  const proceed = (next: Next) => (next === 'done' ? void arrive() : setStep(next))
  return (
    <div className={styles.page}>
      <header className={styles.brand}>
        <Mark size={40} />
        <p className={styles.product}>{common('product')}</p>
        <p className={styles.promise}>{t('promise')}</p>
        <p className={styles.promiseHelp}>{t('promiseHelp')}</p>
      </header>
      <main className={styles.main}>
        <div className={styles.preferences}>
          <LanguageMenu />
          <AppearanceMenu />
        </div>
        <div className={styles.form}>
          {options && <p className={styles.company}>{options.company}</p>}
          {step === 'totp' && <CodeStep onNext={proceed} onBack={() => setStep('name')} />}
          {step === 'change-password' && <NewPasswordStep current={given} onDone={() => void arrive()} />}
          {(step === 'name' || step === 'done') && (
            <NameStep options={options} onPassword={setGiven} onNext={proceed} />
          )}
        </div>
      </main>
    </div>
  )
}

/** Back to where the person was going. Only addresses of ours: `//elsewhere` would leave the site. */
function useArrive(): () => Promise<void> {
  const [{ to = '/' }] = useAddress()
  const queries = useQueryClient()
  const navigate = useNavigate()
  return async () => {
    await queries.resetQueries({ queryKey: sessionQuery.queryKey, exact: true })
    const ours = /^\/(?![/\\])/.test(to) && !to.startsWith('/sign-in')
    await navigate({ href: ours ? to : '/', replace: true })
  }
}
