/** The appraisal as the server tells it. */
import { queryOptions, useQuery } from '@tanstack/react-query'
import type { Answer } from '../../answer.ts'
import { get } from '../../api.ts'

export type Months = Answer<'/reviews', 'get'>
export type Sheet = Answer<'/reviews/:month/sheet', 'get'>
export type PersonReview = Answer<'/reviews/:month/people/:person', 'get'>
/** Of the sheet; a person's own review says nothing of who still owes a rating. */
export type Row = PersonReview['row'] & Partial<Pick<Sheet['rows'][number], 'ratings'>>

export type Indicator = keyof Row['cells']
export type ScoreCell = NonNullable<Row['cells'][Indicator]>
export const indicators: readonly Indicator[] = [
  'papers',
  'complaints',
  'collection',
  'team',
  'company',
  'cooperation',
]
export const enterable: readonly Indicator[] = ['papers', 'complaints', 'collection']

type Raises = Answer<'/reviews/:month/raises', 'get'>
export type Raise = Raises['raises'][number]

export type MyRatings = Answer<'/reviews/:month/ratings/mine', 'get'>
export type ToRate = MyRatings['units'][number]['people'][number]
type Departments = Answer<'/reviews/:month/ratings', 'get'>

/** What came of saving cells: all of them, or why not. */
export type Saved = Answer<'/reviews/:month/cells', 'post'>

const read = <T>(path: string) =>
  queryOptions({ queryKey: ['reviews', path], queryFn: ({ signal }) => get<T>(path, { signal }) })

export const monthsQuery = read<Months>('/reviews')
export const sheetQuery = (month: string) => read<Sheet>(`/reviews/${month}/sheet`)
export const raisesQuery = (month: string) => read<Raises>(`/reviews/${month}/raises`)
export const myRatingsQuery = (month: string) => read<MyRatings>(`/reviews/${month}/ratings/mine`)
export const departmentsQuery = (month: string) => read<Departments>(`/reviews/${month}/ratings`)

export const usePerson = (month: string, person: string) =>
  useQuery(read<PersonReview>(`/reviews/${month}/people/${encodeURIComponent(person)}`))

/** Scores in words of the sheet: an open cell shows only what was entered. */
export const shownScore = ({ open, entered, score }: ScoreCell) => (open ? (entered ?? '') : (score ?? ''))
