/**
 * A request the product declines to carry out, with its code, HTTP status and texts in one dictionary, kept by subject
 * in src/records/refusals. A code has one meaning wherever it is used.
 */

import { closingRefusals } from './refusals/closing.ts'
import { fileRefusals } from './refusals/files.ts'
import { installationRefusals } from './refusals/installation.ts'
import { policyRefusals } from './refusals/policies.ts'
import { recordRefusals } from './refusals/records.ts'
import { reviewRefusals } from './refusals/reviews.ts'
import { settlementRefusals } from './refusals/settlement.ts'
import { accessRefusals } from './refusals/sign-in.ts'

export const refusals = {
  ...installationRefusals,
  ...accessRefusals,
  ...recordRefusals,
  ...fileRefusals,
  ...settlementRefusals,
  ...closingRefusals,
  ...reviewRefusals,
  ...policyRefusals,
} as const

export type RefusalCode = keyof typeof refusals

type Placeholder<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholder<Rest>
  : never

/** What the text of a code needs. A code whose text has no placeholder takes no details. */
export type RefusalDetails<Code extends RefusalCode> = {
  readonly [Name in Placeholder<(typeof refusals)[Code]['text']>]: string | number
} & {
  /** What is said in English, where a detail is itself a Chinese word. */
  readonly [Name in Placeholder<(typeof refusals)[Code]['text']> as `${Name}English`]?: string
}

type Arguments<Code extends RefusalCode> =
  Placeholder<(typeof refusals)[Code]['text']> extends never ? [] : [details: RefusalDetails<Code>]

export class Refusal<Code extends RefusalCode = RefusalCode> extends Error {
  readonly code: Code
  readonly status: number
  readonly details: Readonly<Record<string, string | number>>

  constructor(code: Code, ...[details]: Arguments<Code>) {
    const values: Readonly<Record<string, string | number>> = details ?? {}
    super(fill(refusals[code].text, values))
    this.name = 'Refusal'
    this.code = code
    this.status = refusals[code].status
    this.details = values
  }

  /** What is said in another language than the message's own, which is Chinese. */
  in(language: 'zh' | 'en'): string {
    if (language !== 'en') return this.message
    const words = Object.entries(this.details).map(([name, value]) => [
      name,
      this.details[`${name}English`] ?? value,
    ])
    return fill(refusals[this.code].english, Object.fromEntries(words))
  }
}

function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''))
}
