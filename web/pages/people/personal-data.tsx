/** Identity number, bank account and telephone: masked, and shown whole on request, which is recorded (L-4). */
import { useMutation, useQuery } from '@tanstack/react-query'
import { Alert, Button, Card, Descriptions, Form, Input, Modal } from 'antd'
import { useState } from 'react'
import type { Answer } from '../../answer.ts'
import { get, post } from '../../api.ts'
import { useScope, useSession } from '../../app/session.ts'
import { usePersonalDataTexts } from './personal-data-texts.ts'

const fields = ['id_number', 'bank_name', 'bank_account', 'phone'] as const

export function PersonalData({ person }: { readonly person: string }) {
  const t = usePersonalDataTexts()
  const { user } = useSession()
  const mayRead = useScope('personal', 'read') !== undefined
  const [asking, setAsking] = useState(false)
  const { data } = useQuery({
    queryKey: ['personal-data', person],
    enabled: mayRead,
    queryFn: async ({ signal }) =>
      (
        await get<Answer<'/people/:person/personal-data', 'get'>>(`/people/${person}/personal-data`, {
          signal,
        })
      ).data,
  })
  const reveal = useMutation({
    mutationFn: (reason: string) =>
      post<Answer<'/people/:person/personal-data/reveal', 'post'>>(`/people/${person}/personal-data/reveal`, {
        reason,
      }),
    onSuccess: () => setAsking(false),
  })
  if (!data) return null
  const whole = reveal.data?.data
  const own = user.person?.number === person
  const show = own ? () => reveal.mutate('') : () => setAsking(true)
  return (
    <Card title={t('title')} extra={!whole && <Button onClick={show}>{t('show')}</Button>}>
      <p>{t(whole ? 'whole' : 'masked')}</p>
      <Descriptions
        column={1}
        size="small"
        items={fields.map((field) => ({
          key: field,
          label: t(field),
          children: <span className="figures">{(whole ?? data)[field] ?? '—'}</span>,
        }))}
      />
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
