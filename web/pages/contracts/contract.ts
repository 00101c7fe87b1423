/** A contract as /api/contracts gives it. Amounts are decimal text in yuan. */
import type { Answer } from '../../answer.ts'

export interface ContractRow {
  readonly number: string
  readonly kind: string
  readonly status: string
  readonly turnover: string
}

export interface Contract {
  readonly contract_no: string
  readonly kind: string
  readonly customer_code: string
  readonly customer_name: string | null
  readonly unit_code: string
  readonly unit_name: string | null
  readonly salesperson_no: string
  readonly salesperson_name: string | null
  readonly signed_on: string
  readonly turnover: string
  readonly retention: string
  readonly retention_due_on: string | null
  readonly trial_contract_no: string | null
  readonly trial_ends_on: string | null
  readonly status: string
  readonly ended_on: string | null
  readonly received: string
  readonly refunded: string
  readonly entered_by: string | null
  readonly file: string | null
  readonly source_row: number | null
}

export interface Line {
  readonly line_no: number
  readonly product_code: string
  readonly product_name: string | null
  readonly quantity: string
  readonly unit_price: string
  readonly amount: string
  readonly base_price: string | null
  readonly above_base: string | null
  readonly above_rate: string | null
  readonly filed: boolean
  readonly conceded: boolean
}

export interface Paper {
  readonly name: string
  readonly due_on: string
  readonly complete: boolean
  readonly submitted_on: string | null
  /** Of the row as it was read. */
  readonly version: string
}

export interface ContractFile {
  readonly contract: Contract
  readonly lines: readonly Line[]
  readonly concessions: readonly {
    readonly line_no: number
    readonly item_no: number
    readonly content: string
  }[]
  readonly shares: readonly {
    readonly person_no: string
    readonly name: string | null
    readonly share: string
  }[]
  readonly plan: readonly {
    readonly instalment_no: number
    readonly due_on: string
    readonly amount: string
    readonly kind: string | null
    readonly received: string
  }[]
  readonly recognitions: readonly {
    readonly instalment_no: number
    readonly from_on: string
    readonly to_on: string
    readonly recognised_on: string | null
    readonly amount: string
  }[]
  readonly papers: readonly Paper[]
  readonly acceptances: readonly {
    readonly acceptance_no: string
    readonly accepted_on: string
    readonly kind: string
  }[]
  readonly receipts: readonly {
    readonly receipt_no: string
    readonly received_on: string
    readonly counted_on: string | null
    readonly amount: string
    readonly kind: string
    readonly file: string | null
    readonly source_row: number | null
  }[]
  readonly refunds: readonly {
    readonly refund_no: string
    readonly refunded_on: string
    readonly amount: string
    readonly reason: string | null
  }[]
  readonly returns: readonly {
    readonly return_no: string
    readonly returned_on: string
    readonly quantity: string
    readonly amount: string
  }[]
  readonly complaints: readonly {
    readonly complaint_no: string
    readonly complained_on: string
    readonly justified: boolean | null
    readonly content: string
  }[]
  readonly related: readonly {
    readonly contract_no: string
    readonly kind: string
    readonly status: string
  }[]
  readonly collected: readonly {
    readonly day: string
    readonly amount: string
    readonly ratio: string | null
  }[]
}

export type Earning = Answer<'/contracts/:number/earned', 'get'>['earned'][number]

export const statusKinds: Readonly<Record<string, 'active' | 'good' | 'wrong' | 'plain'>> = {
  履行中: 'active',
  已完成: 'good',
  已终止: 'wrong',
  已退回: 'plain',
}
