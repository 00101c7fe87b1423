/** The head of a document as a block of facts, and its text below. */
import type { ReactNode } from 'react'
import { DateText } from '../../components/date-text.tsx'
import { useReading } from './data.ts'
import { PolicyDocument } from './document/policy-document.tsx'
import styles from './policies.module.css'
import { usePolicyTexts } from './texts.ts'

interface Props {
  readonly document: string
  readonly digest: string
  readonly to?: string | null
  readonly children?: ReactNode
}

export function Reader({ document, digest, to, children }: Props) {
  const t = usePolicyTexts()
  const reading = useReading(document)
  if (!reading) return <p role="status">{t('loading')}</p>
  const { meta } = reading.read.document
  const lengths = {
    month: t('periodMonth'),
    quarter: t('periodQuarter'),
    half: t('periodHalf'),
    year: t('periodYear'),
  }
  const end = to ?? meta.to
  return (
    <>
      <dl className={styles.meta}>
        <Fact label={t('version')}>{meta.version}</Fact>
        <Fact label={t('from')}>
          <DateText value={meta.from} />
        </Fact>
        <Fact label={t('to')}>{end ? <DateText value={end} /> : t('open')}</Fact>
        <Fact label={t('period')}>{lengths[meta.period]}</Fact>
        <Fact label={t('scope')}>{meta.scope || '—'}</Fact>
        {meta.payable && <Fact label={t('payable')}>{meta.payable.value}</Fact>}
        {children}
        <Fact label={t('digest')}>
          <code title={digest}>{digest.slice(0, 16)}</code>
        </Fact>
      </dl>
      <div className={styles.paper}>
        <PolicyDocument read={reading.read} />
      </div>
    </>
  )
}

export function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  )
}
