/** Asks the worker that reads the document; one for each editor, ended with it. */
import type { Vocabulary } from '../../../../src/language/index.ts'
import type { Tasks } from './reader.worker.ts'

export type Checked = ReturnType<Tasks['check']>

export interface Reader {
  readonly ask: <K extends keyof Tasks>(
    task: K,
    ...given: Parameters<Tasks[K]>
  ) => Promise<ReturnType<Tasks[K]>>
  readonly end: () => void
}

interface Waiting {
  readonly resolve: (result: never) => void
  readonly reject: (error: Error) => void
}

interface Answer {
  readonly id: number
  readonly result?: unknown
  readonly error?: string
}

export function startReader(vocabulary: Vocabulary): Reader {
  const worker = new Worker(new URL('./reader.worker.ts', import.meta.url), { type: 'module' })
  const waiting = new Map<number, Waiting>()
  let last = 0
  worker.addEventListener('message', ({ data: { id, result, error } }: MessageEvent<Answer>) => {
    const one = waiting.get(id)
    waiting.delete(id)
    if (error === undefined) one?.resolve(result as never)
    else one?.reject(new Error(error))
  })
  worker.addEventListener('error', () => {
    for (const { reject } of waiting.values()) reject(new Error('the worker could not be started'))
    waiting.clear()
  })
  const ask: Reader['ask'] = (task, ...given) =>
    new Promise((resolve, reject) => {
      last += 1
      waiting.set(last, { resolve, reject })
      worker.postMessage({ id: last, task, given })
    })
  void ask('learn', vocabulary).catch(() => {})
  return { ask, end: () => worker.terminate() }
}
