import { Link } from '@tanstack/react-router'
import { Skeleton, Table } from 'antd'
import { filingStates } from '../../../src/records/filing/states.ts'
import { EmptyState } from '../../components/empty-state.tsx'
import { sentenceCase } from '../../components/figures.ts'
import { StatusTag } from '../../components/status-tag.tsx'
import { useLanguage } from '../../i18n.ts'
import { dayOf } from './day-of.ts'
import { FilingActions } from './filing-actions.tsx'
import type { Filing, FilingList } from './filing-data.ts'
import styles from './products.module.css'
import { useProductTexts } from './texts.ts'

interface Props {
  readonly answer: FilingList | undefined
  /** On a product's own page its name says nothing new. */
  readonly ofOne?: boolean
}

const kinds = { 提议: 'active', 研发同意: 'active', 已备案: 'good', 退回: 'plain' } as const

export function Filings({ answer, ofOne = false }: Props) {
  const t = useProductTexts()
  const language = useLanguage()
  const stateName = (state: Filing['state']) =>
    language === 'en' ? sentenceCase(filingStates[state]) : state
  if (!answer) return <Skeleton active />
  if (answer.rows.length === 0)
    return ofOne ? null : <EmptyState title={t('filing.none')} help={t('filing.noneHelp')} />
  return (
    <>
      {!ofOne && <p className={styles.soft}>{t('filing.explain')}</p>}
      <Table<Filing>
        size="small"
        rowKey={(row) => row.id}
        dataSource={[...answer.rows]}
        pagination={answer.rows.length > 20 ? { pageSize: 20, size: 'small' } : false}
        scroll={{ x: 'max-content' }}
        columns={[
          ...(ofOne
            ? []
            : [
                {
                  title: t('filing.product'),
                  render: (_: unknown, row: Filing) => (
                    <Link to={`/products/${encodeURIComponent(row.product)}`}>
                      {row.productName} {row.product}
                    </Link>
                  ),
                },
              ]),
          {
            title: t('filing.state'),
            render: (_, row) => <StatusTag kind={kinds[row.state]}>{stateName(row.state)}</StatusTag>,
          },
          { title: t('filing.steps'), render: (_, row) => <Steps filing={row} /> },
          { title: t('filing.act'), render: (_, row) => <FilingActions filing={row} /> },
        ]}
      />
    </>
  )
}

function Steps({ filing }: { readonly filing: Filing }) {
  const t = useProductTexts()
  const { proposedBy, agreedBy, filedBy, returnedBy, state, needsAgreement } = filing
  return (
    <ol className={styles.steps}>
      <li>
        {t('filing.proposed', { who: proposedBy, day: dayOf(filing.proposedAt), reason: filing.reason })}
      </li>
      {agreedBy && <li>{t('filing.agreed', { who: agreedBy, day: dayOf(filing.agreedAt) })}</li>}
      {filedBy && (
        <li>{t('filing.filed', { who: filedBy, day: dayOf(filing.filedAt), on: filing.filedOn ?? '' })}</li>
      )}
      {returnedBy && (
        <li>
          {t('filing.returned', {
            who: returnedBy,
            day: dayOf(filing.returnedAt),
            reason: filing.returnReason ?? '',
          })}
        </li>
      )}
      {state === '提议' && (
        <li className={styles.soft}>{t(needsAgreement ? 'filing.waitsResearch' : 'filing.waitsFinance')}</li>
      )}
      {state === '研发同意' && <li className={styles.soft}>{t('filing.waitsFinance')}</li>}
    </ol>
  )
}
