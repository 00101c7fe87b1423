/** What is said when a request is declined: what to do next, in Chinese and in English. `{name}` is filled from the details. */
export interface RefusalText {
  /** The HTTP status. */
  readonly status: number
  readonly text: string
  readonly english: string
}
