/** How saving stands, and the cells that need a decision. */
import { Alert, Button, Modal, Space } from 'antd'
import { StatusTag } from '../../components/status-tag.tsx'
import type { Autosave, Overview, Pending } from './autosave.ts'
import { cellKey } from './autosave.ts'
import styles from './reviews.module.css'
import { type ReviewTexts, useReviewTexts } from './texts.ts'

interface Props {
  readonly autosave: Autosave
  readonly pending: Overview
}

const kinds = {
  saved: 'good',
  saving: 'active',
  waiting: 'active',
  offline: 'warn',
  attention: 'wrong',
} as const

export function SaveState({ autosave, pending: { state, trouble, cells } }: Props) {
  const t = useReviewTexts()
  const count = [...cells.values()].filter(needsDecision).length
  return (
    <output className={styles.saving} aria-live="polite">
      <StatusTag kind={kinds[state]}>{t(`save.${state}`, { count })}</StatusTag>
      {trouble && state !== 'saved' && state !== 'attention' && (
        <>
          <span className={styles.faint}>{trouble}</span>
          <Button size="small" onClick={() => autosave.retry()}>
            {t('save.retry')}
          </Button>
        </>
      )}
    </output>
  )
}

const needsDecision = ({ standing }: Pending) =>
  standing === 'invalid' || standing === 'incomplete' || standing === 'refused' || standing === 'conflict'

interface AttentionProps extends Props {
  readonly month: string
  /** 程磊 · 客户投诉率 */
  readonly nameOf: (cell: Pending) => string
}

export function Attention({ autosave, pending, month, nameOf }: AttentionProps) {
  const t = useReviewTexts()
  const cells = [...pending.cells.values()].filter(needsDecision)
  return (
    <>
      <Modal
        open={pending.asksLate}
        title={t('late.title', { month })}
        okText={t('late.confirm')}
        cancelText={t('late.cancel')}
        onOk={() => autosave.confirmLate()}
        onCancel={() => autosave.refuseLate()}
      >
        <p>{t('late.help')}</p>
      </Modal>
      {cells.length > 0 && (
        <Alert
          type="warning"
          role="region"
          aria-label={t('save.attention', { count: cells.length })}
          title={
            <ul className={styles.attention}>
              {cells.slice(0, 20).map((cell) => (
                <li key={cellKey(cell.person, cell.column)}>
                  <span>
                    <strong>{nameOf(cell)}</strong> {faultOf(t, cell)}
                  </span>
                  <Decisions autosave={autosave} cell={cell} />
                </li>
              ))}
            </ul>
          }
        />
      )}
    </>
  )
}

function Decisions({ autosave, cell }: { readonly autosave: Autosave; readonly cell: Pending }) {
  const t = useReviewTexts()
  const key = cellKey(cell.person, cell.column)
  if (cell.standing !== 'conflict')
    return (
      <Button size="small" onClick={() => autosave.drop(key)}>
        {t('fault.drop')}
      </Button>
    )
  return (
    <Space>
      <Button size="small" onClick={() => autosave.resolve(key, 'mine')}>
        {t('fault.keepMine')}
      </Button>
      <Button size="small" onClick={() => autosave.resolve(key, 'theirs')}>
        {t('fault.keepTheirs')}
      </Button>
    </Space>
  )
}

export function faultOf(t: ReviewTexts, { standing, value, fault, reason, theirs, column }: Pending): string {
  const isPair = column === 'daily' || column === 'weekly'
  if (standing === 'conflict')
    return t('fault.conflict', {
      mine: value || t('fault.empty'),
      by: theirs?.by ?? t('fault.somebody'),
      theirs: theirs?.value ?? t('fault.empty'),
    })
  if (standing === 'incomplete') return t('fault.incomplete')
  if (standing === 'invalid' || fault === 'invalid')
    return t(isPair ? 'fault.invalidCounts' : 'fault.invalid', { value })
  if (fault === 'computed' || fault === 'unknown') return t(`fault.${fault}`)
  return reason ?? t('fault.other')
}
