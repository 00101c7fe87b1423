/** Where a request for filing stands, and what that is called in English. No dependency, so pages ask it, too. */
export const filingStates = {
  提议: 'proposed',
  研发同意: 'agreed by R&D',
  已备案: 'filed',
  退回: 'returned',
} as const

export type FilingState = keyof typeof filingStates
