/** A new subscription; its secret is shown this once. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Checkbox, Form, Input, Modal, Typography } from 'antd'
import { useState } from 'react'
import { post } from '../../api.ts'
import { useWebhookTexts } from './webhooks-texts.ts'

const events = ['statement.published', 'month.closed'] as const

interface Values {
  readonly url: string
  readonly events: readonly string[]
}

export function NewWebhook() {
  const t = useWebhookTexts()
  const queries = useQueryClient()
  const [open, setOpen] = useState(false)
  const [secret, setSecret] = useState<string>()
  const [form] = Form.useForm<Values>()
  const create = useMutation({
    mutationFn: (values: Values) => post<{ secret: string }>('/webhooks', values),
    onSuccess: (answer) => {
      setOpen(false)
      form.resetFields()
      setSecret(answer.secret)
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['webhooks'] }),
  })
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('add')}</Button>
      <Modal
        open={open}
        title={t('add')}
        okText={t('create')}
        confirmLoading={create.isPending}
        onOk={form.submit}
        onCancel={() => setOpen(false)}
      >
        {create.error && <Alert type="error" showIcon title={create.error.message} />}
        <Form
          form={form}
          layout="vertical"
          initialValues={{ events: [...events] }}
          onFinish={(values) => create.mutate(values)}
        >
          <Form.Item name="url" label={t('url')} extra={t('urlHelp')} rules={[{ required: true }]}>
            <Input inputMode="url" autoComplete="off" />
          </Form.Item>
          <Form.Item name="events" label={t('events')} rules={[{ required: true }]}>
            <Checkbox.Group options={events.map((event) => ({ value: event, label: t(`event.${event}`) }))} />
          </Form.Item>
        </Form>
      </Modal>
      <Modal
        open={secret !== undefined}
        title={t('secretTitle')}
        onCancel={() => setSecret(undefined)}
        footer={
          <Button type="primary" onClick={() => setSecret(undefined)}>
            {t('close')}
          </Button>
        }
      >
        <p>{t('secretHelp')}</p>
        <Typography.Paragraph copyable code>
          {secret ?? ''}
        </Typography.Paragraph>
      </Modal>
    </>
  )
}
