import type { RunStatus } from '../../../src/settlement/states.ts'
import { type StatusKind, StatusTag } from '../../components/status-tag.tsx'
import { useSettlementTexts } from './texts.ts'

const kinds: Readonly<Record<RunStatus, StatusKind>> = {
  calculated: 'warn',
  reviewed: 'active',
  published: 'active',
  'soft-closed': 'active',
  closed: 'good',
  paid: 'earned',
}

export function RunTag({ status }: { readonly status: RunStatus }) {
  const t = useSettlementTexts()
  return <StatusTag kind={kinds[status]}>{t(`status.${status}`)}</StatusTag>
}
