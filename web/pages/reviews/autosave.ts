/**
 * What was typed and is not on the server yet. It is sent soon after typing stops, kept in this browser until the
 * server has it, sent again when the connection is back, and never thrown away for an error: cells that were refused
 * stay with the reason while the others are saved.
 */
import { ApiError } from '../../api.ts'
import { keepTyped, type TypedPlace, typedAt } from '../../typed.ts'
import type { Saved } from './data.ts'

export interface Change {
  readonly person: string
  readonly column: string
  readonly value: string | null
  readonly version: string | null
}

/** incomplete: half of a pair; late: the month is closed and nobody has confirmed yet. */
export type Standing = 'waiting' | 'saving' | 'incomplete' | 'invalid' | 'refused' | 'conflict' | 'late'

export interface Pending {
  readonly person: string
  readonly column: string
  readonly value: string
  readonly version: string | null
  readonly standing: Standing
  readonly fault?: string
  readonly reason?: string
  readonly theirs?: {
    readonly value: string | null
    readonly version: string | null
    readonly by: string | null
  }
}

export interface Overview {
  readonly cells: ReadonlyMap<string, Pending>
  readonly state: 'saved' | 'saving' | 'waiting' | 'offline' | 'attention'
  /** Why sending fails, in words, while it does. */
  readonly trouble: string | undefined
  /** The month is closed: what was typed waits for somebody to say that it is late. */
  readonly asksLate: boolean
}

export interface AutosaveOptions {
  /** Where it is kept in this browser: whose, which month, which sheet. */
  readonly place: TypedPlace
  readonly send: (changes: readonly Change[], late: boolean) => Promise<Saved>
  readonly check: (column: string, value: string) => 'incomplete' | 'invalid' | undefined
  /** What the server has now, after a save. */
  readonly onSaved: (cells: Saved['cells']) => void
}

const soon = 500
const pauses = [2_000, 5_000, 15_000, 30_000]
const most = 500

export const cellKey = (person: string, column: string) => `${person} ${column}`
/** A pair without figures is as empty as nothing. */
const toSend = (value: string) => (value === '' || value === '/' ? null : value)

export class Autosave {
  readonly #options: AutosaveOptions
  #cells = new Map<string, Pending>()
  #listeners = new Set<() => void>()
  #overview: Overview
  #timer: ReturnType<typeof setTimeout> | undefined
  #busy = false
  #failures = 0
  #trouble: string | undefined
  #offline = false
  #late = false

  constructor(options: AutosaveOptions) {
    this.#options = options
    for (const cell of keptAt(options.place)) this.#cells.set(cellKey(cell.person, cell.column), cell)
    this.#overview = this.#look()
    if (this.#cells.size > 0) this.#sendIn(soon)
  }

  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }
  readonly overview = () => this.#overview

  /** `version` is that of the entry the sheet shows; one typed over before it was saved keeps its own. */
  edit(person: string, column: string, value: string, version: string | null): void {
    const key = cellKey(person, column)
    const before = this.#cells.get(key)
    const base = before ? before.version : version
    if (toSend(value) === null && base === null && before?.standing !== 'saving') this.#cells.delete(key)
    else
      this.#cells.set(key, { person, column, value, version: base, standing: this.#standing(column, value) })
    this.#changed()
    this.#sendIn(soon)
  }

  /** Ends a conflict: one's own value over the other's, or the other's. */
  resolve(key: string, keep: 'mine' | 'theirs'): void {
    const cell = this.#cells.get(key)
    if (!cell?.theirs) return
    const { theirs } = cell
    if (keep === 'theirs') {
      this.#cells.delete(key)
      this.#options.onSaved([{ ...cell, ...theirs, fault: null, reason: null }])
    } else this.#cells.set(key, { ...withoutTrouble(cell), version: theirs.version, standing: 'waiting' })
    this.#changed()
    this.#sendIn(0)
  }

  drop(key: string): void {
    this.#cells.delete(key)
    this.#changed()
  }

  confirmLate(): void {
    this.#late = true
    for (const [key, cell] of this.#cells)
      if (cell.standing === 'late') this.#cells.set(key, { ...cell, standing: 'waiting' })
    this.#changed()
    this.#sendIn(0)
  }

  /** What waits for a confirmation that is not given is given up. */
  refuseLate(): void {
    for (const [key, cell] of this.#cells) if (cell.standing === 'late') this.#cells.delete(key)
    this.#changed()
  }

  retry(): void {
    this.#failures = 0
    this.#sendIn(0)
  }

  #standing(column: string, value: string): Standing {
    return toSend(value) === null ? 'waiting' : (this.#options.check(column, value) ?? 'waiting')
  }

  #sendIn(pause: number): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.#send(), pause)
  }

  async #send(): Promise<void> {
    if (this.#busy) return
    const sent = [...this.#cells.values()].filter(({ standing }) => standing === 'waiting').slice(0, most)
    if (sent.length === 0) return
    this.#busy = true
    for (const cell of sent) this.#set(cell, { ...cell, standing: 'saving' })
    this.#changed()
    try {
      const changes = sent.map(({ person, column, value, version }) => ({
        person,
        column,
        value: toSend(value),
        version,
      }))
      this.#take(sent, await this.#options.send(changes, this.#late))
      this.#failures = 0
      this.#trouble = undefined
      this.#offline = false
    } catch (error) {
      this.#fail(sent, error)
    } finally {
      this.#busy = false
      this.#changed()
      if ([...this.#cells.values()].some(({ standing }) => standing === 'waiting'))
        this.#sendIn(this.#failures === 0 ? 0 : (pauses[Math.min(this.#failures, pauses.length) - 1] ?? 0))
    }
  }

  #take(sent: readonly Pending[], { saved, cells }: Saved): void {
    if (saved) this.#options.onSaved(cells)
    for (const [at, cell] of sent.entries()) {
      const answer = cells[at]
      const key = cellKey(cell.person, cell.column)
      const now = this.#cells.get(key)
      if (!answer || !now) continue
      const typedSince = now.standing !== 'saving'
      if (saved && typedSince) this.#cells.set(key, { ...now, version: answer.version })
      else if (saved) this.#cells.delete(key)
      else if (typedSince) continue
      else if (answer.fault === 'conflict' && alike(answer.value, toSend(cell.value))) {
        // One's own, whose answer was lost on the way.
        this.#cells.delete(key)
        this.#options.onSaved([answer])
      } else if (answer.fault === null) this.#cells.set(key, { ...now, standing: 'waiting' })
      else this.#cells.set(key, faulty(now, answer))
    }
  }

  /** A refusal of the whole is the same for every cell; anything else may pass. */
  #fail(sent: readonly Pending[], error: unknown): void {
    const known = error instanceof ApiError ? error : undefined
    const passing =
      !known ||
      known.status === 0 ||
      known.status >= 500 ||
      known.status === 429 ||
      known.code === 'review_busy'
    this.#trouble = known?.message
    this.#offline = known?.status === 0
    if (passing) this.#failures += 1
    for (const cell of sent) {
      const standing = passing ? 'waiting' : known?.code === 'review_late' ? 'late' : 'refused'
      this.#set(cell, {
        ...cell,
        standing,
        ...(standing === 'refused' && known ? { reason: known.message } : {}),
      })
    }
  }

  /** Unless it was typed over meanwhile. */
  #set(old: Pending, next: Pending): void {
    const key = cellKey(old.person, old.column)
    if (this.#cells.get(key)?.value === old.value) this.#cells.set(key, next)
  }

  #changed(): void {
    this.#overview = this.#look()
    const list = [...this.#cells.values()]
    keepTyped(this.#options.place, list.length > 0 ? list : undefined)
    for (const listener of this.#listeners) listener()
  }

  #look(): Overview {
    const standings = new Set([...this.#cells.values()].map(({ standing }) => standing))
    const asks = ['invalid', 'incomplete', 'refused', 'conflict'] as const
    const state = standings.has('saving')
      ? 'saving'
      : standings.has('waiting') || standings.has('late')
        ? this.#failures > 0 && this.#offline
          ? 'offline'
          : 'waiting'
        : asks.some((own) => standings.has(own))
          ? 'attention'
          : 'saved'
    return { cells: new Map(this.#cells), state, trouble: this.#trouble, asksLate: standings.has('late') }
  }
}

/** 8.50 and 8.5 are the same score. */
const alike = (a: string | null, b: string | null) => plain(a) === plain(b)
const plain = (value: string | null) => (value?.includes('.') ? value.replace(/\.?0+$/, '') : value)

function withoutTrouble({ person, column, value, version, standing }: Pending): Pending {
  return { person, column, value, version, standing }
}

function faulty(cell: Pending, { fault, reason, value, version, by }: Saved['cells'][number]): Pending {
  const own = withoutTrouble(cell)
  if (fault === 'conflict') return { ...own, standing: 'conflict', theirs: { value, version, by } }
  return { ...own, standing: 'refused', fault: fault ?? '', ...(reason ? { reason } : {}) }
}

function keptAt(place: TypedPlace): Pending[] {
  const list = typedAt(place)
  return Array.isArray(list)
    ? (list as Pending[]).map((cell) =>
        cell.standing === 'saving' || cell.standing === 'late' ? { ...cell, standing: 'waiting' } : cell,
      )
    : []
}
