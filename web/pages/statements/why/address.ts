/** What is opened, step by step, in the address: it survives a reload, can be sent, and Back goes one step back. */
import { useNavigate, useSearch } from '@tanstack/react-router'
import type { Search } from '../../../app/address.ts'
import type { Place } from '../data.ts'

/** A value of a row with its reason, or the row's record as it was entered when it has no name. */
export interface Step extends Pick<Place, 'object' | 'key'> {
  readonly name?: string
}

export interface Why {
  readonly steps: readonly Step[]
  readonly open: (step: Step) => void
  /** Back to a step opened before; -1 is the statement itself. */
  readonly backTo: (at: number) => void
}

export function useWhy(): Why {
  const { why }: Search = useSearch({ strict: false })
  const navigate = useNavigate()
  const steps = readSteps(why)
  const go = (next: readonly Step[]) =>
    void navigate({
      to: '.',
      search: ((before: Search) => ({ ...before, why: writeSteps(next) })) as never,
      resetScroll: false,
    })
  return {
    steps,
    open: (step) => go([...steps, step]),
    backTo: (at) => go(steps.slice(0, at + 1)),
  }
}

const most = 20

function writeSteps(steps: readonly Step[]): string | undefined {
  if (steps.length === 0) return undefined
  return JSON.stringify(steps.map(({ object, key, name }) => [name ?? '', object, ...key]))
}

/** From the address; one that somebody cut short opens nothing. */
export function readSteps(text: string | undefined): readonly Step[] {
  try {
    const read: unknown = JSON.parse(text ?? '[]')
    if (!Array.isArray(read)) return []
    return read.slice(0, most).flatMap((part: unknown) => {
      if (!Array.isArray(part) || !part.every((own): own is string => typeof own === 'string')) return []
      const [name = '', object = '', ...key] = part
      return [{ object, key, ...(name === '' ? {} : { name }) }]
    })
  } catch {
    return []
  }
}
