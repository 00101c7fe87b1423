import { percentOf } from '../../components/figures.ts'
import { Percent } from '../../components/percent.tsx'
import type { ContractFile } from './contract.ts'
import type { Corrections } from './corrections.tsx'
import { Act, Card, Change, Entries, Notice } from './part.tsx'
import { offOf } from './sums.ts'
import { useContractTexts } from './texts.ts'

interface Props {
  readonly file: ContractFile
  readonly edit: Corrections
}

/** Who shares the credit: one hundred per cent, no more and no less. M-4.6. */
export function Shares({ file, edit }: Props) {
  const t = useContractTexts()
  const { contract, shares } = file
  const off = offOf(file).shares
  return (
    <Card
      title={t('shares')}
      action={edit.mayCreate && <Act text={t('addShare')} onClick={() => edit.open('credit_share', 'new')} />}
    >
      {off && (
        <Notice
          title={t(off.over ? 'sharesOver' : 'sharesShort', {
            sum: percentOf(off.sum),
            by: percentOf(off.by),
          })}
          help={t('sharesFix')}
          mayChange={edit.mayUpdate}
        />
      )}
      {shares.length === 0 ? (
        <p>{t('sharesWhole', { name: contract.salesperson_name ?? contract.salesperson_no })}</p>
      ) : (
        <Entries
          rows={shares.map(({ person_no, name, share }) => ({
            key: person_no,
            what: name ?? person_no,
            value: <Percent value={share} />,
            action: edit.mayUpdate && (
              <Change
                of={name ?? person_no}
                onClick={() => edit.open('credit_share', [contract.contract_no, person_no])}
              />
            ),
          }))}
        />
      )}
    </Card>
  )
}
