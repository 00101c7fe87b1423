/** The sheet with what was just saved, before the server is asked again. */
import { enterable, type Indicator, type MyRatings, type Saved, type Sheet } from './data.ts'
import { splitPair } from './score.ts'

type SheetRow = Sheet['rows'][number]
type Cells = Saved['cells']

export function patchSheet(sheet: Sheet | undefined, saved: Cells): Sheet | undefined {
  if (!sheet) return sheet
  return {
    ...sheet,
    rows: sheet.rows.map((row) => saved.filter(({ person }) => person === row.number).reduce(patchRow, row)),
  }
}

function patchRow(row: SheetRow, { column, value, version, by }: Cells[number]): SheetRow {
  if (column === 'daily' || column === 'weekly') {
    const [done, due] = splitPair(value ?? '')
    const counts = value === null ? null : { due: Number(due), done: Number(done), version: version ?? '' }
    return { ...row, work: { ...row.work, [column]: counts } }
  }
  const indicator = enterable.find((id): id is Indicator => id === column)
  const cell = indicator && row.cells[indicator]
  if (!indicator || !cell) return row
  const origin = value === null ? 'default' : 'entered'
  const next = {
    ...cell,
    entered: value,
    score: value ?? cell.score,
    version: value === null ? null : version,
    origin,
    enteredBy: by,
  }
  return { ...row, cells: { ...row.cells, [indicator]: next } }
}

export function patchRatings(
  ratings: MyRatings | undefined,
  unit: string,
  saved: Cells,
): MyRatings | undefined {
  if (!ratings) return ratings
  const byPerson = new Map(saved.map((cell) => [cell.person, cell]))
  const units = ratings.units.map((own) =>
    own.code === unit
      ? {
          ...own,
          people: own.people.map((person) => {
            const cell = byPerson.get(person.number)
            return cell
              ? { ...person, score: cell.value, version: cell.value === null ? null : cell.version }
              : person
          }),
        }
      : own,
  )
  return { ...ratings, units }
}
