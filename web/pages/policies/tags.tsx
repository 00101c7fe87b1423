/** States in a word. */
import { type StatusKind, StatusTag } from '../../components/status-tag.tsx'
import type { Draft, Version } from './data.ts'
import { usePolicyTexts } from './texts.ts'

const ofVersion = { future: 'active', 'in-force': 'good', ended: 'plain' } as const satisfies Record<
  Version['state'],
  StatusKind
>
const ofDraft = {
  draft: 'plain',
  submitted: 'warn',
  approved: 'good',
  refused: 'wrong',
} as const satisfies Record<Draft['state'], StatusKind>

export function VersionTag({ state }: { readonly state: Version['state'] }) {
  const t = usePolicyTexts()
  const text = { future: t('stateFuture'), 'in-force': t('stateInForce'), ended: t('stateEnded') }[state]
  return <StatusTag kind={ofVersion[state]}>{text}</StatusTag>
}

export function DraftTag({ state }: { readonly state: Draft['state'] }) {
  const t = usePolicyTexts()
  const text = {
    draft: t('draft'),
    submitted: t('submitted'),
    approved: t('draftApproved'),
    refused: t('refused'),
  }[state]
  return <StatusTag kind={ofDraft[state]}>{text}</StatusTag>
}
