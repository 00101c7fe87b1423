/**
 * The head of a page: its name, and its answer in one sentence.
 *
 *     <PageHeader title={t('title')} answer={<>本月 <Money value={total} unit /> 已到账，还差 3 份验收。</>}
 *       actions={<Button type="primary">新建</Button>} back="/contracts" />
 */
import { ArrowLeftOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTexts } from '../i18n.ts'
import styles from './page-header.module.css'

interface Props {
  readonly title: ReactNode
  /** Answers the question this page is opened with. */
  readonly answer?: ReactNode
  readonly actions?: ReactNode
  /** Where the arrow leads: the list this record came from. */
  readonly back?: string
  /** A status beside the title. */
  readonly status?: ReactNode
}

export function PageHeader({ title, answer, actions, back, status }: Props) {
  const t = useTexts()
  return (
    <header className={styles.header}>
      <div className={styles.words}>
        <div className={styles.title}>
          {back && (
            <Link to={back} aria-label={t('back')} className={styles.back}>
              <ArrowLeftOutlined />
            </Link>
          )}
          <h1>{title}</h1>
          {status}
        </div>
        {answer && <p className={styles.answer}>{answer}</p>}
      </div>
      {actions && <div className={styles.actions}>{actions}</div>}
    </header>
  )
}
