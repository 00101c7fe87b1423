import type { Answer, Caller } from './services.ts'

/** Until the job has ended. */
export async function ended(caller: Caller, id: string): Promise<Answer['body']> {
  for (let at = 0; at < 1200; at += 1) {
    const { body } = await caller('GET', `/jobs/${id}`)
    if (body.status !== 'queued' && body.status !== 'running') return body
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('the job did not end')
}
