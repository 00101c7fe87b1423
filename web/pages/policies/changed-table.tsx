/** A table of a policy in two wordings as one table: rows that came or went, and in the others the cells that changed. */
import type { Cell, Difference, TableRow } from './differences.ts'
import { Marked } from './marked.tsx'
import styles from './policies.module.css'
import { usePolicyTexts } from './texts.ts'

/** So many rows beside a changed one are shown; more that stayed the same are only counted. */
const around = 1

/** A number is not taken apart: 2.5% became 2.6%. */
const short = 10

export function ChangedTable({
  table: { head, rows },
}: {
  readonly table: Extract<Difference, { kind: 'table' }>
}) {
  const t = usePolicyTexts()
  return (
    <table className={styles.changed}>
      <thead>
        <tr>
          {head.map((cell, at) => (
            <th key={at} scope="col">
              <Both cell={cell} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {shortened(rows).map((row, at) =>
          typeof row === 'number' ? (
            <tr key={`${at} same`} className={styles.fold}>
              <td colSpan={head.length}>{t('rowsSame', { count: row })}</td>
            </tr>
          ) : (
            <tr key={at} data-kind={row.kind}>
              {row.cells.map((cell, column) => (
                <td key={column}>
                  <Both cell={cell} />
                </td>
              ))}
            </tr>
          ),
        )}
      </tbody>
    </table>
  )
}

function Both({ cell: { before, after } }: { readonly cell: Cell }) {
  if (before === after) return after
  if (!before) return <ins>{after}</ins>
  if (after && Math.max(before.length, after.length) > short) return <Marked before={before} after={after} />
  return (
    <>
      <del>{before}</del> {after && <ins>{after}</ins>}
    </>
  )
}

/** Runs of rows that stayed the same, as their number. */
function shortened(rows: readonly TableRow[]): (TableRow | number)[] {
  const near = (at: number) =>
    rows.slice(Math.max(0, at - around), at + around + 1).some(({ kind }) => kind !== 'same')
  const shown: (TableRow | number)[] = []
  rows.forEach((row, at) => {
    const last = shown.at(-1)
    if (near(at)) shown.push(row)
    else if (typeof last === 'number') shown[shown.length - 1] = last + 1
    else shown.push(1)
  })
  return shown
}
