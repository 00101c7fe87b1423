import { DateText } from '../../components/date-text.tsx'
import { amountOf, unbroken } from '../../components/figures.ts'
import { Money } from '../../components/money.tsx'
import { useValueName } from '../../components/records/value-names.ts'
import styles from './contract.module.css'
import type { ContractFile } from './contract.ts'
import type { Corrections } from './corrections.tsx'
import { Papers } from './papers.tsx'
import { Act, Card, Change, Entries, Notice } from './part.tsx'
import { Shares } from './shares.tsx'
import { offOf } from './sums.ts'
import { useContractTexts } from './texts.ts'

interface Props {
  readonly file: ContractFile
  readonly edit: Corrections
}

/** Credit, plan, papers, recognition and complaints, each where there is any or where it may be entered. */
export function Agreed({ file, edit }: Props) {
  const isTrial = file.contract.kind === '试用协议'
  const isEnergy = file.contract.kind === '合同能源管理合同'
  return (
    <>
      {(!isTrial || file.shares.length > 0) && <Shares file={file} edit={edit} />}
      {(file.plan.length > 0 || (edit.mayCreate && !isTrial)) && <Plan file={file} edit={edit} />}
      <Papers file={file} edit={edit} />
      {(file.recognitions.length > 0 || (edit.mayCreate && isEnergy)) && (
        <Recognitions file={file} edit={edit} />
      )}
      {file.complaints.length > 0 && <Complaints file={file} />}
    </>
  )
}

function Plan({ file, edit }: Props) {
  const t = useContractTexts()
  const kindName = useValueName('payment_plan', 'kind')
  const { contract, plan } = file
  const off = offOf(file).plan
  return (
    <Card
      title={t('plan')}
      action={
        edit.mayCreate && <Act text={t('addInstalment')} onClick={() => edit.open('payment_plan', 'new')} />
      }
    >
      {off && (
        <Notice
          title={t(off.over ? 'planOver' : 'planShort', {
            ...{ sum: amountOf(off.sum), by: amountOf(off.by), turnover: amountOf(contract.turnover) },
          })}
          help={t('planFix')}
          mayChange={edit.mayUpdate}
        />
      )}
      {plan.length === 0 && <p>{t('planNone')}</p>}
      <Entries
        rows={plan.map(({ instalment_no, due_on, kind, amount, received }) => ({
          key: String(instalment_no),
          what: (
            <>
              <DateText value={due_on} /> <span className={styles.note}>{kind && kindName(kind)}</span>
            </>
          ),
          value: (
            <>
              <Money value={amount} />
              <span className={styles.note}>{amount === received && t('dueMet')}</span>
            </>
          ),
          action: edit.mayUpdate && (
            <Change
              of={t('instalment', { no: instalment_no })}
              onClick={() => edit.open('payment_plan', [contract.contract_no, String(instalment_no)])}
            />
          ),
        }))}
      />
    </Card>
  )
}

function Recognitions({ file: { contract, recognitions }, edit }: Props) {
  const t = useContractTexts()
  return (
    <Card
      title={t('recognitions')}
      action={
        edit.mayCreate && <Act text={t('addInstalment')} onClick={() => edit.open('recognition', 'new')} />
      }
    >
      {recognitions.length === 0 && <p>{t('recognitionsNone')}</p>}
      <Entries
        rows={recognitions.map(({ instalment_no, from_on, to_on, recognised_on, amount }) => ({
          key: String(instalment_no),
          what: (
            <>
              {unbroken(from_on)} – {unbroken(to_on)}
              <span className={styles.note}>
                {t('recognisedOn')} <DateText value={recognised_on} />
              </span>
            </>
          ),
          value: <Money value={amount} />,
          action: edit.mayUpdate && (
            <Change
              of={t('instalment', { no: instalment_no })}
              onClick={() => edit.open('recognition', [contract.contract_no, String(instalment_no)])}
            />
          ),
        }))}
      />
    </Card>
  )
}

function Complaints({ file: { complaints } }: Pick<Props, 'file'>) {
  const t = useContractTexts()
  return (
    <Card title={t('complaints')}>
      <Entries
        rows={complaints.map(({ complaint_no, complained_on, content, justified }) => ({
          key: complaint_no,
          what: (
            <>
              {content}
              <span className={styles.note}>{complained_on}</span>
            </>
          ),
          value: justified === null ? t('undecided') : t(justified ? 'justified' : 'notJustified'),
        }))}
      />
    </Card>
  )
}
