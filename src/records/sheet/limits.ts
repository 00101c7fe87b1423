/**
 * How much of a file is read at most, so that one hostile or mistaken file cannot exhaust the machine. All limits in
 * one place; each reader takes them as an argument.
 */
export interface Limits {
  readonly xlsxBytes: number
  readonly csvBytes: number
  /** Files inside a workbook's archive. */
  readonly entries: number
  readonly unpackedBytes: number
  /** Unpacked ÷ packed size, asked only of files larger than `ratioFromBytes` when unpacked. */
  readonly ratio: number
  readonly ratioFromBytes: number
  /** Held in memory as a whole, unlike the sheets. */
  readonly sharedStringsBytes: number
  /** Styles, the list of sheets and other small parts. */
  readonly partBytes: number
  readonly sheets: number
  readonly rows: number
  readonly columns: number
  readonly merges: number
  readonly cellCharacters: number
}

const mib = 1024 * 1024

export const defaultLimits: Limits = {
  xlsxBytes: 256 * mib,
  csvBytes: 2048 * mib,
  entries: 5_000,
  unpackedBytes: 2048 * mib,
  ratio: 250,
  ratioFromBytes: 16 * mib,
  sharedStringsBytes: 256 * mib,
  partBytes: 16 * mib,
  sheets: 200,
  rows: 5_000_000,
  columns: 512,
  merges: 50_000,
  cellCharacters: 32_767,
}
