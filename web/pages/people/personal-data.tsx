/** Identity number, bank account and telephone: masked, and shown whole on request, which is recorded (L-4). */
import { useMutation, useQuery } from '@tanstack/react-query'
import { Alert, Button, Card, Descriptions, Form, Input, Modal, Space } from 'antd'
import { useState } from 'react'
import type { Answer } from '../../answer.ts'
import { get, post } from '../../api.ts'
import { useScope, useSession } from '../../app/session.ts'
import { BankCardForm } from './bank-card-form.tsx'
import { CardChange } from './card-change.tsx'
import { PersonalDataForm } from './personal-data-form.tsx'
import { usePersonalDataTexts } from './personal-data-texts.ts'

const shownFields = ['id_number', 'bank_name', 'bank_account', 'phone'] as const

export function PersonalData({ person }: { readonly person: string }) {
  const t = usePersonalDataTexts()
  const { user } = useSession()
  const mayRead = useScope('personal', 'read') !== undefined
  const [asking, setAsking] = useState(false)
  const [editing, setEditing] = useState<'numbers' | 'card'>()
  const { data: found } = useQuery({
    queryKey: ['personal-data', person],
    enabled: mayRead,
    queryFn: ({ signal }) =>
      get<Answer<'/people/:person/personal-data', 'get'>>(
        `/people/${encodeURIComponent(person)}/personal-data`,
        { signal },
      ),
  })
  const reveal = useMutation({
    mutationFn: (reason: string) =>
      post<Answer<'/people/:person/personal-data/reveal', 'post'>>(
        `/people/${encodeURIComponent(person)}/personal-data/reveal`,
        {
          reason,
        },
      ),
    onSuccess: () => setAsking(false),
  })
  if (!found || (found.data === null && !found.mayWrite)) return null
  const { data, mayWrite, card } = found
  const whole = reveal.data?.data
  const own = user.person?.number === person
  const edit = (what: 'numbers' | 'card') => {
    // What is changed is no longer what was looked at.
    reveal.reset()
    setEditing(what)
  }
  const show = own ? () => reveal.mutate('') : () => setAsking(true)
  return (
    <Card
      style={{ marginTop: 16 }}
      title={t('title')}
      extra={
        <Space wrap>
          {data && !whole && <Button onClick={show}>{t('show')}</Button>}
          {mayWrite && (
            <>
              <Button onClick={() => edit('numbers')}>{t(data ? 'edit' : 'enter')}</Button>
              <Button onClick={() => edit('card')}>{t(card.change ? 'card.change' : 'card.enter')}</Button>
            </>
          )}
        </Space>
      }
    >
      {card.change && <CardChange person={person} change={card.change} />}
      <p>{t(data === null ? 'empty' : whole ? 'whole' : 'masked')}</p>
      {data && (
        <Descriptions
          column={1}
          size="small"
          items={shownFields.map((field) => ({
            key: field,
            label: t(field),
            children: <span className="figures">{(whole ?? data)[field] ?? '—'}</span>,
          }))}
        />
      )}
      {mayWrite && (
        <>
          <PersonalDataForm
            person={person}
            stored={data}
            open={editing === 'numbers'}
            onClose={() => setEditing(undefined)}
          />
          <BankCardForm
            person={person}
            now={data}
            waiting={card.waiting}
            first={card.change === null}
            open={editing === 'card'}
            onClose={() => setEditing(undefined)}
          />
        </>
      )}
      <Modal open={asking} title={t('show')} onCancel={() => setAsking(false)} footer={null} destroyOnHidden>
        <Form
          layout="vertical"
          requiredMark={false}
          onFinish={({ reason }: { reason: string }) => reveal.mutate(reason)}
        >
          <Form.Item
            name="reason"
            label={t('reason')}
            extra={t('recorded')}
            rules={[{ required: true, whitespace: true, message: t('reasonNeeded') }]}
          >
            <Input maxLength={200} />
          </Form.Item>
          {reveal.error && <Alert type="error" showIcon title={reveal.error.message} role="alert" />}
          <Button type="primary" htmlType="submit" loading={reveal.isPending}>
            {t('show')}
          </Button>
        </Form>
      </Modal>
    </Card>
  )
}
