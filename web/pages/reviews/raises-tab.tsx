/** Raises above the cap: what waits for a second person, and what became of the others. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { App, Button, Form, Input, Modal, Select, Skeleton, Space } from 'antd'
import { useState } from 'react'
import { ApiError, post } from '../../api.ts'
import { useSession } from '../../app/session.ts'
import { DateText } from '../../components/date-text.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { periodOf } from '../../components/period-text.tsx'
import { StatusTag } from '../../components/status-tag.tsx'
import { useConfirm } from '../../components/use-confirm.ts'
import { useTexts } from '../../i18n.ts'
import { type Raise, raisesQuery, type Sheet } from './data.ts'
import styles from './reviews.module.css'
import { useReviewTexts } from './texts.ts'

const kinds = { waiting: 'warn', approved: 'good', refused: 'wrong', withdrawn: 'plain' } as const

/** Sends, and asks first when the month is closed. */
function useDeed(month: string) {
  const t = useReviewTexts()
  const common = useTexts()
  const { message } = App.useApp()
  const confirm = useConfirm()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: async ({ path, body }: { path: string; body: object; done: string }) => {
      const send = (more: object) => post(`/reviews/${month}/raises${path}`, { ...body, ...more })
      try {
        await send({})
      } catch (error) {
        if (!(error instanceof ApiError) || error.code !== 'review_late') throw error
        const question = {
          title: t('late.title', { month: periodOf(common, month) }),
          consequence: t('late.help'),
          action: t('late.confirm'),
        }
        if (await confirm(question)) await send({ late: true })
        else throw error
      }
    },
    onSuccess: (_, { done }) => void message.success(done),
    onError: (error) => void message.error(error.message),
    onSettled: () => queries.invalidateQueries({ queryKey: ['reviews'] }),
  })
}

export function RaisesTab({ sheet }: { readonly sheet: Sheet }) {
  const t = useReviewTexts()
  const { data } = useQuery(raisesQuery(sheet.month))
  const [proposing, setProposing] = useState(false)
  const { user } = useSession()
  if (!data) return <Skeleton active title={false} />
  const mayPropose = sheet.may.edit && sheet.state !== 'reviewed'
  const button = mayPropose && (
    <Button type="primary" disabled={user.person === null} onClick={() => setProposing(true)}>
      {t('raise.propose')}
    </Button>
  )
  return (
    <div className={styles.stack}>
      {data.raises.length === 0 ? (
        <EmptyState title={t('raise.none')} help={t('raise.noneHelp')}>
          {button}
        </EmptyState>
      ) : (
        <>
          <div className={styles.tools}>
            <p className={styles.faint}>{t('raise.help')}</p>
            {button}
          </div>
          <ul className={styles.raises}>
            {data.raises.map((raise) => (
              <RaiseItem
                key={`${raise.number} ${raise.at}`}
                raise={raise}
                month={sheet.month}
                state={sheet.state}
              />
            ))}
          </ul>
        </>
      )}
      {mayPropose && user.person === null && <p className={styles.faint}>{t('raise.noPerson')}</p>}
      {proposing && <Propose sheet={sheet} onClose={() => setProposing(false)} />}
    </div>
  )
}

interface ItemProps {
  readonly raise: Raise
  readonly month: string
  readonly state: Sheet['state']
}

function RaiseItem({ raise, month, state }: ItemProps) {
  const t = useReviewTexts()
  const common = useTexts()
  const confirm = useConfirm()
  const deed = useDeed(month)
  const [asking, setAsking] = useState<'refuse' | 'withdraw'>()
  const { name, number, points, reason, version } = raise
  const path = `/${encodeURIComponent(number)}`
  // A closed month is not computed again: what is approved now is a late record, and said to be one.
  const late = state === 'closed'
  const approve = async () => {
    const question = {
      title: t('raise.approveTitle', { name, points }),
      consequence: t(late ? 'raise.approveLateHelp' : 'raise.approveHelp', {
        month: periodOf(common, month),
        reason,
      }),
      action: t('raise.approve'),
    }
    if (await confirm(question))
      deed.mutate({
        path: `${path}/decision`,
        body: { approve: true, version, late },
        done: t(late ? 'raise.approvedLate' : 'raise.approved'),
      })
  }
  return (
    <li className={styles.raise}>
      <div>
        <div className={styles.raiseHead}>
          {name} {number} <span>+{points}</span>
          <StatusTag kind={kinds[raise.outcome]}>{t(`raise.outcome.${raise.outcome}`)}</StatusTag>
        </div>
        <p>{reason}</p>
        {raise.explanation && (
          <p>
            {t('raise.why')}：{raise.explanation}
          </p>
        )}
        <p className={styles.faint}>
          {t('raise.by', { name: `${raise.proposer.name} ${raise.proposer.number}` })}
          {raise.approver && ` · ${raise.approver.name} ${raise.approver.number}`} ·{' '}
          <DateText value={raise.at} />
        </p>
      </div>
      <Space wrap>
        {raise.may.decide && (
          <>
            {state !== 'reviewed' && (
              <Button type="primary" loading={deed.isPending} onClick={() => void approve()}>
                {t('raise.approve')}
              </Button>
            )}
            <Button onClick={() => setAsking('refuse')}>{t('raise.refuse')}</Button>
          </>
        )}
        {raise.may.withdraw && <Button onClick={() => setAsking('withdraw')}>{t('raise.withdraw')}</Button>}
      </Space>
      {asking && (
        <Why
          title={t(`raise.${asking}Title`, { name })}
          action={t(`raise.${asking}`)}
          required={asking === 'refuse'}
          onClose={() => setAsking(undefined)}
          onGiven={(explanation) => {
            setAsking(undefined)
            if (asking === 'refuse')
              deed.mutate({
                path: `${path}/decision`,
                body: { approve: false, version, explanation },
                done: t('raise.refused'),
              })
            else
              deed.mutate({
                path: `${path}/withdrawal`,
                body: { version, explanation },
                done: t('raise.withdrawn'),
              })
          }}
        />
      )}
    </li>
  )
}

interface WhyProps {
  readonly title: string
  readonly action: string
  readonly required: boolean
  readonly onClose: () => void
  readonly onGiven: (explanation: string) => void
}

function Why({ title, action, required, onClose, onGiven }: WhyProps) {
  const t = useReviewTexts()
  const common = useTexts()
  const [form] = Form.useForm<{ explanation?: string }>()
  return (
    <Modal
      open
      title={title}
      okText={action}
      cancelText={common('confirm.cancel')}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <Form form={form} layout="vertical" onFinish={({ explanation = '' }) => onGiven(explanation)}>
        <Form.Item
          name="explanation"
          label={t('raise.why')}
          rules={[{ required, min: 2, whitespace: required, message: t('raise.whyNeeded') }]}
        >
          <Input.TextArea rows={3} maxLength={500} />
        </Form.Item>
      </Form>
    </Modal>
  )
}

interface Proposal {
  readonly person: string
  readonly points: string
  readonly reason: string
}

function Propose({ sheet, onClose }: { readonly sheet: Sheet; readonly onClose: () => void }) {
  const t = useReviewTexts()
  const common = useTexts()
  const [form] = Form.useForm<Proposal>()
  const deed = useDeed(sheet.month)
  const people = sheet.rows
    .filter(({ raise }) => !raise)
    .map(({ number, name, unit }) => ({ value: number, label: `${name} ${number} ${unit ?? ''}` }))
  return (
    <Modal
      open
      title={t('raise.propose')}
      okText={t('raise.submit')}
      cancelText={common('confirm.cancel')}
      confirmLoading={deed.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <p className={styles.faint}>{t('raise.help')}</p>
      <Form
        form={form}
        layout="vertical"
        initialValues={{ points: '2' }}
        onFinish={(body) => deed.mutate({ path: '', body, done: t('raise.sent') }, { onSuccess: onClose })}
      >
        <Form.Item name="person" label={t('raise.person')} rules={[{ required: true }]}>
          <Select showSearch={{ optionFilterProp: 'label' }} options={people} />
        </Form.Item>
        <Form.Item
          name="points"
          label={t('raise.points')}
          rules={[
            { required: true, pattern: /^(2(\.\d{1,2})?|3(\.0{1,2})?)$/, message: t('raise.pointsNeeded') },
          ]}
        >
          <Input inputMode="decimal" />
        </Form.Item>
        <Form.Item
          name="reason"
          label={t('raise.reason')}
          extra={t('raise.reasonHelp')}
          rules={[{ required: true, min: 4, whitespace: true, message: t('raise.reasonNeeded') }]}
        >
          <Input.TextArea rows={4} maxLength={1000} />
        </Form.Item>
      </Form>
    </Modal>
  )
}
