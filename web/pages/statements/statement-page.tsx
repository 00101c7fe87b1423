/** One person's month: the amount, what changed, where it comes from; every number opens. M-6.2. */
import { FilePdfOutlined, PrinterOutlined } from '@ant-design/icons'
import { App, Button } from 'antd'
import { useState } from 'react'
import { download } from '../../api.ts'
import { usePathParam } from '../../app/address.ts'
import { Failure } from '../../app/failure.tsx'
import { useScope } from '../../app/session.ts'
import { PageSkeleton } from '../../app/skeleton.tsx'
import { Chart } from '../../components/chart/chart.tsx'
import { Money } from '../../components/money.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { PeriodText } from '../../components/period-text.tsx'
import { Adjustments } from './adjustments.tsx'
import { Annex } from './annex.tsx'
import { ChangeSentence } from './change-sentence.tsx'
import { type Slip, type Statement, slipPath, useStatement } from './data.ts'
import { Items } from './items.tsx'
import { Ledger } from './ledger.tsx'
import { MonthLinks } from './month-links.tsx'
import { MonthStatus } from './month-status.tsx'
import styles from './statement.module.css'
import { useStatementTexts } from './texts.ts'
import { useWhy } from './why/address.ts'
import { WhyPanel } from './why/why-panel.tsx'
import { YearChart } from './year-chart.tsx'

export function StatementPage() {
  const slip: Slip = { month: usePathParam('month'), person: usePathParam('person') }
  const { data, error, refetch } = useStatement(slip)
  if (error) return <Failure error={error} reset={() => void refetch()} />
  if (!data) return <PageSkeleton />
  return <Shown slip={slip} statement={data} />
}

function Shown({ slip, statement }: { readonly slip: Slip; readonly statement: Statement }) {
  const t = useStatementTexts()
  const { open } = useWhy()
  const [printing, setPrinting] = useState(false)
  const { person, lines, payable, payableName, policy } = statement
  const openItem = (name: string) => open({ object: statement.object, key: [person.number], name })
  const steps = [
    ...lines.map(({ name, amount }, at) => ({
      name,
      value: amount ?? '0',
      ...(at === 0 ? { total: true } : {}),
    })),
    { name: payableName, value: payable ?? '0', total: true },
  ]
  return (
    <article className={styles.slip}>
      <Head slip={slip} statement={statement} onPrint={() => (printing ? print() : setPrinting(true))} />
      <section className={styles.hero} aria-label={payableName}>
        <p className={styles.label}>{payableName}</p>
        <Money value={payable} earned unit size="hero" />
        <ChangeSentence statement={statement} />
      </section>
      <div className={styles.pictures}>
        <Chart
          title={t('waterfall', { name: payableName })}
          spec={{ kind: 'waterfall', steps, unit: '元' }}
          onOpen={(at) => openItem(lines[at]?.name ?? payableName)}
        />
        <YearChart slip={slip} order={lines.map(({ name }) => name)} />
      </div>
      <Items statement={statement} onOpen={openItem} />
      <Adjustments statement={statement} />
      <Ledger statement={statement} />
      <p className={styles.basis}>
        {t('policy', { name: policy.name, version: policy.version })} {t('signed')}
      </p>
      {printing && <Annex slip={slip} statement={statement} onReady={() => print()} />}
      <WhyPanel slip={slip} />
    </article>
  )
}

interface HeadProps {
  readonly slip: Slip
  readonly statement: Statement
  readonly onPrint: () => void
}

function Head({ slip, statement, onPrint }: HeadProps) {
  const t = useStatementTexts()
  const { message } = App.useApp()
  const scope = useScope('statement', 'read')
  const [busy, setBusy] = useState(false)
  const { person, period } = statement
  const save = async () => {
    setBusy(true)
    await download(`${slipPath(slip)}/pdf`).catch((error: unknown) =>
      message.error(error instanceof Error ? error.message : String(error)),
    )
    setBusy(false)
  }
  return (
    <PageHeader
      {...(scope === 'own' ? {} : { back: `/statements/${period}` })}
      title={t('of', { name: person.name })}
      status={<MonthStatus {...statement} />}
      answer={
        <>
          <PeriodText value={period} /> ·{' '}
          {[person.number, person.unit, person.position].filter((fact) => fact !== '').join(' · ')}
        </>
      }
      actions={
        <>
          <MonthLinks
            month={period}
            previous={statement.previous}
            next={statement.next}
            to={(month) => `/statements/${month}/${encodeURIComponent(person.number)}`}
          />
          <Button icon={<PrinterOutlined />} onClick={onPrint}>
            {t('print')}
          </Button>
          <Button icon={<FilePdfOutlined />} loading={busy} onClick={() => void save()}>
            {t('pdf')}
          </Button>
        </>
      }
    />
  )
}
