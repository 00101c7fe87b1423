/** Another bank card: asks who acts for their own password again, and says from when it counts (trust 20). */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, App, Button, Checkbox, Form, Input, Modal } from 'antd'
import { isCardNumber } from '../../../src/access/personal-numbers.ts'
import type { Answer } from '../../answer.ts'
import { post } from '../../api.ts'
import { unbroken } from '../../components/figures.ts'
import { usePersonalDataTexts } from './personal-data-texts.ts'

interface Card {
  readonly bank_name: string | null
  readonly bank_account: string | null
}

interface Props {
  readonly person: string
  readonly now: Card | null
  readonly waiting: { readonly days: number; readonly from: string }
  readonly first: boolean
  readonly open: boolean
  readonly onClose: () => void
}

interface Typed {
  readonly bank_name?: string
  readonly bank_account?: string
  readonly remove?: boolean
  readonly ownPassword: string
}

const digits = (typed = '') => typed.replaceAll(/[\s-]/g, '')

export function BankCardForm({ person, now, waiting, first, open, onClose }: Props) {
  const t = usePersonalDataTexts()
  const save = useChange(person, first, onClose)
  return (
    <Modal
      open={open}
      title={t(first ? 'card.enter' : 'card.change')}
      onCancel={onClose}
      footer={null}
      destroyOnHidden
      afterClose={save.reset}
    >
      <Form<Typed> layout="vertical" requiredMark={false} onFinish={(typed) => save.mutate(typed)}>
        <Form.Item>
          <Alert
            type="info"
            showIcon
            title={t(first ? 'card.first' : 'card.waits', {
              days: waiting.days,
              day: unbroken(waiting.from),
            })}
          />
        </Form.Item>
        <CardFields now={now} />
        <Form.Item
          name="ownPassword"
          label={t('card.ownPassword')}
          extra={t('card.ownPasswordWhy')}
          rules={[{ required: true, message: t('card.ownPasswordNeeded') }]}
        >
          <Input.Password autoComplete="current-password" />
        </Form.Item>
        {save.error && (
          <Form.Item>
            <Alert type="error" showIcon title={save.error.message} role="alert" />
          </Form.Item>
        )}
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {t('save')}
        </Button>
      </Form>
    </Modal>
  )
}

function useChange(person: string, first: boolean, onDone: () => void) {
  const t = usePersonalDataTexts()
  const { message } = App.useApp()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ bank_name = '', bank_account, remove = false, ownPassword }: Typed) =>
      post<Answer<'/people/:person/bank-card', 'post'>>(`/people/${encodeURIComponent(person)}/bank-card`, {
        ...(remove
          ? { bank_name: null, bank_account: null }
          : { bank_name: bank_name.trim(), bank_account: digits(bank_account) }),
        ownPassword,
      }),
    onSuccess: async ({ effectiveOn }) => {
      void message.success(t(first ? 'card.saved_now' : 'card.saved_waiting', { day: effectiveOn }))
      await queries.invalidateQueries({ queryKey: ['personal-data', person] })
      void queries.invalidateQueries({ queryKey: ['workbench'] })
      onDone()
    },
  })
}

function CardFields({ now }: { readonly now: Card | null }) {
  const t = usePersonalDataTexts()
  const removing = Form.useWatch('remove') === true
  const held = now?.bank_account ?? null
  const extra = (value: string | null) => t(value === null ? 'none' : 'now', { value: value ?? '' })
  return (
    <>
      <Form.Item
        name="bank_name"
        label={t('bank_name')}
        extra={extra(now?.bank_name ?? null)}
        rules={[{ required: !removing, whitespace: true, message: t('wrong.bank_name') }]}
      >
        <Input disabled={removing} maxLength={100} autoComplete="off" />
      </Form.Item>
      <Form.Item
        name="bank_account"
        label={t('bank_account')}
        extra={extra(held)}
        rules={[
          {
            validator: (_, typed: string | undefined) =>
              removing || isCardNumber(digits(typed))
                ? Promise.resolve()
                : Promise.reject(new Error(t('wrong.bank_account'))),
          },
        ]}
      >
        <Input disabled={removing} maxLength={40} inputMode="numeric" autoComplete="off" />
      </Form.Item>
      {held !== null && (
        <Form.Item name="remove" valuePropName="checked">
          <Checkbox>{t('card.remove')}</Checkbox>
        </Form.Item>
      )}
    </>
  )
}
