import { DateText } from '../../components/date-text.tsx'
import { PersonLink } from '../../components/links.tsx'
import { Money } from '../../components/money.tsx'
import { useValueName } from '../../components/records/value-names.ts'
import styles from './contract.module.css'
import type { Contract } from './contract.ts'
import type { Corrections } from './corrections.tsx'
import { Card, Change } from './part.tsx'
import { useContractTexts } from './texts.ts'

/** Who with whom, when, and where the record came from. */
interface Props {
  readonly contract: Contract
  readonly edit: Corrections
}

export function Facts({ contract, edit }: Props) {
  const t = useContractTexts()
  const kindName = useValueName('contract', 'kind')
  return (
    <Card
      title={contract.customer_name ?? contract.customer_code}
      action={
        edit.mayUpdate && (
          <Change of={t('basics')} onClick={() => edit.open('contract', [contract.contract_no])} />
        )
      }
    >
      <dl className={styles.facts}>
        <dt>{t('kind')}</dt>
        <dd>{kindName(contract.kind)}</dd>
        <dt>{t('salesperson')}</dt>
        <dd>
          <PersonLink number={contract.salesperson_no} name={contract.salesperson_name ?? ''} />
        </dd>
        <dt>{t('unit')}</dt>
        <dd>{contract.unit_name}</dd>
        <dt>{t('signedOn')}</dt>
        <dd>
          <DateText value={contract.signed_on} />
        </dd>
        <dt>{t('turnover')}</dt>
        <dd>
          <Money value={contract.turnover} />
        </dd>
        <dt>{t('retention')}</dt>
        <dd>
          <Money value={contract.retention} />
        </dd>
        {contract.retention_due_on && (
          <>
            <dt>{t('retentionDue')}</dt>
            <dd>
              <DateText value={contract.retention_due_on} />
            </dd>
          </>
        )}
        {contract.trial_ends_on && (
          <>
            <dt>{t('trialEnds')}</dt>
            <dd>
              <DateText value={contract.trial_ends_on} />
            </dd>
          </>
        )}
        {contract.ended_on && (
          <>
            <dt>{t('endedOn')}</dt>
            <dd>
              <DateText value={contract.ended_on} />
            </dd>
          </>
        )}
      </dl>
      <p className={styles.source}>
        {contract.file
          ? t('filePlace', { file: contract.file, row: contract.source_row ?? '' })
          : contract.entered_by && t('enteredBy', { who: contract.entered_by })}
      </p>
    </Card>
  )
}
