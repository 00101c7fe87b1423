/** The words a published policy may use: the records' own, and what earlier settlements left to be paid. */
import { type Program, type RecordObject, readsOf, type Vocabulary } from '../language/index.ts'
import { number, reference, text } from '../records/vocabulary/fields.ts'
import { vocabulary } from '../records/vocabulary.ts'

/** Approved differences of closed periods, seen by the period they are paid in. They belong to one policy. */
function adjustment(policy: string): RecordObject {
  return {
    id: 'adjustment',
    label: '往期调整',
    english: 'adjustment of an earlier period',
    source: `(
      select a.person_no, r.period as from_period, a.in_period, sum(a.amount) as amount
      from settlement.adjustment a join settlement.run r on r.run_id = a.run_id
      where a.approved_by is not null and r.policy = '${policy.replaceAll("'", "''")}' group by 1, 2, 3
    )`,
    key: ['person_no', 'from_period'],
    period: 'in_period',
    note: {
      text: '已经关账的期间因迟到的记录而产生、由第二人批准的差额。',
      english: 'A difference in a closed period made by a late record and approved by a second person.',
    },
    fields: [
      reference('person', ['person', '员工', 'person'], { column: 'person_no', derived: true }),
      text(['from_period', '所属期间', 'period it belongs to'], { derived: true }),
      text(['in_period', '期间', 'period'], { derived: true }),
      number('元', ['amount', '金额', 'amount'], { derived: true }),
    ],
  }
}

export function wordsOf(policy: string): Vocabulary {
  return { objects: [...vocabulary.objects, adjustment(policy)] }
}

/** Whether a policy takes adjustments up itself; otherwise they are paid beside its own amounts. */
export function readsAdjustments(program: Program): boolean {
  return program.definitions.flatMap(readsOf).some((read) => read.object === 'adjustment')
}
