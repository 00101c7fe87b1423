/** What a person's scores rest on, record by record, and the twelve months before. */
import { Skeleton } from 'antd'
import { Failure } from '../../app/failure.tsx'
import { Chart } from '../../components/chart/chart.tsx'
import { percentOf } from '../../components/figures.ts'
import { ContractLink } from '../../components/links.tsx'
import { Money } from '../../components/money.tsx'
import { indicators, type PersonReview, type Row, usePerson } from './data.ts'
import styles from './reviews.module.css'
import { short } from './score.ts'
import { useReviewTexts } from './texts.ts'

export function PersonReviewView({ month, person }: { readonly month: string; readonly person: string }) {
  const { data, error, refetch } = usePerson(month, person)
  if (error) return <Failure error={error} reset={() => void refetch()} />
  if (!data) return <Skeleton active title={false} />
  return <Found data={data} />
}

function Found({ data: { row, basis, history } }: { readonly data: PersonReview }) {
  const t = useReviewTexts()
  return (
    <>
      <Figures row={row} />
      {row.kind === 'selling' ? (
        <>
          <Papers basis={basis} row={row} />
          <Complaints basis={basis} />
          <Collection basis={basis} />
          <p className={styles.faint}>{t('person.outOfReach')}</p>
        </>
      ) : (
        <p>{t('person.managing')}</p>
      )}
      <section className={styles.section}>
        <Chart
          title={t('person.history')}
          height={200}
          spec={{
            kind: 'line',
            categories: history.map(({ month }) => month),
            series: [{ name: t('column.total'), values: history.map(({ total }) => total) }],
            unit: '分',
          }}
        />
      </section>
    </>
  )
}

function Figures({ row }: { readonly row: Row }) {
  const t = useReviewTexts()
  return (
    <dl className={styles.figures}>
      {indicators.flatMap((id) => {
        const cell = row.cells[id]
        if (!cell) return []
        const note =
          cell.origin === 'entered'
            ? t('about.enteredPlain')
            : cell.origin === 'default'
              ? t('count.gaps')
              : cell.measure && percentOf(short(cell.measure, 4))
        return [
          <div key={id}>
            <dt>{t(`column.${id}`)}</dt>
            <dd>
              {short(cell.score)} <small>{note}</small>
            </dd>
          </div>,
        ]
      })}
      <div>
        <dt>{t('column.total')}</dt>
        <dd>
          {short(row.total)} <small>{row.rate && percentOf(short(row.rate, 4))}</small>
        </dd>
      </div>
    </dl>
  )
}

type Basis = PersonReview['basis']

function Papers({ basis: { papers }, row }: { readonly basis: Basis; readonly row: Row }) {
  const t = useReviewTexts()
  const { daily, weekly } = row.work
  const lacking = papers.filter(({ missing }) => missing.length > 0)
  const complete = papers.filter(({ missing }) => missing.length === 0)
  const counts = (work: Row['work']['daily']) => (work ? `${work.done}/${work.due}` : t('person.nobody'))
  return (
    <section className={styles.section}>
      <h2>{t('person.papers')}</h2>
      {papers.length === 0 ? (
        <p>{t('person.papersNone')}</p>
      ) : (
        <>
          {lacking.length > 0 && <PaperTable papers={lacking} />}
          {complete.length > 0 && (
            <details className={styles.rest}>
              <summary>{t('person.papersComplete', { count: complete.length })}</summary>
              <PaperTable papers={complete} />
            </details>
          )}
        </>
      )}
      <p className={styles.faint}>{t('person.workLine', { daily: counts(daily), weekly: counts(weekly) })}</p>
    </section>
  )
}

function PaperTable({ papers }: { readonly papers: Basis['papers'] }) {
  const t = useReviewTexts()
  return (
    <div className={styles.scroll}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('person.contract')}</th>
            <th scope="col" className={styles.figure}>
              {t('person.present')} / {t('person.required')}
            </th>
            <th scope="col">{t('person.missing')}</th>
          </tr>
        </thead>
        <tbody>
          {papers.map(({ contract, customer, required, present, missing }) => (
            <tr key={contract}>
              <th scope="row">
                <ContractLink number={contract} about={customer} />
              </th>
              <td className={styles.figure}>
                {present} / {required}
              </td>
              <td>{missing.join('、')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Complaints({ basis: { complaints, customers } }: { readonly basis: Basis }) {
  const t = useReviewTexts()
  return (
    <section className={styles.section}>
      <h2>{t('person.complaints')}</h2>
      {complaints.length === 0 && <p>{t('person.complaintsNone')}</p>}
      <ul>
        {complaints.map(({ number, customer, judgedOn, content }) => (
          <li key={number}>
            {judgedOn} {customer} {content} <span className={styles.faint}>{number}</span>
          </li>
        ))}
      </ul>
      <p className={styles.faint}>{t('person.customers', { count: customers.length })}</p>
    </section>
  )
}

function Collection({ basis: { money, moneyTotal } }: { readonly basis: Basis }) {
  const t = useReviewTexts()
  const columns = ['due', 'returned', 'received'] as const
  return (
    <section className={styles.section}>
      <h2>{t('person.collection')}</h2>
      {money.length === 0 ? (
        <p>{t('person.collectionNone')}</p>
      ) : (
        <div className={styles.scroll}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{t('person.contract')}</th>
                {columns.map((key) => (
                  <th key={key} scope="col" className={styles.figure}>
                    {t(`person.${key}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {money.map(({ contract, customer, ...amounts }) => (
                <tr key={contract}>
                  <th scope="row">
                    <ContractLink number={contract} about={customer} />
                  </th>
                  {columns.map((key) => (
                    <td key={key} className={styles.figure}>
                      <Money value={amounts[key]} />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
            <tfoot>
              <tr>
                <th scope="row">{t('person.total')}</th>
                {columns.map((key) => (
                  <td key={key} className={styles.figure}>
                    <Money value={moneyTotal[key]} />
                  </td>
                ))}
              </tr>
            </tfoot>
          </table>
        </div>
      )}
    </section>
  )
}
