import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, App, Button, Form, Input, InputNumber, Skeleton } from 'antd'
import type { Answer } from '../../answer.ts'
import { get, put } from '../../api.ts'
import { useScope } from '../../app/session.ts'
import styles from './system.module.css'
import { useSystemTexts } from './texts.ts'

type Settings = Answer<'/settings', 'get'>

export function SettingsPanel() {
  const t = useSystemTexts()
  const { message } = App.useApp()
  const queries = useQueryClient()
  const mayUpdate = useScope('setting', 'update') !== undefined
  const { data, error } = useQuery({
    queryKey: ['settings'],
    queryFn: ({ signal }) => get<Settings>('/settings', { signal }),
  })
  const save = useMutation({
    mutationFn: (settings: Settings) => put<Settings>('/settings', settings),
    onSuccess: (kept) => {
      queries.setQueryData(['settings'], kept)
      void queries.invalidateQueries({ queryKey: ['session'] })
      void queries.invalidateQueries({ queryKey: ['backups'] })
      void queries.invalidateQueries({ queryKey: ['personal-data'] })
      void message.success(t('saved'))
    },
  })
  if (error) return <Alert type="error" showIcon title={error.message} />
  if (!data) return <Skeleton active />
  return (
    <Form<Settings>
      className={styles.form}
      layout="vertical"
      requiredMark={false}
      disabled={!mayUpdate}
      initialValues={data}
      onFinish={(given) => save.mutate({ ...given, company: given.company ?? '' })}
    >
      <Form.Item name="company" label={t('settings.company')} extra={t('settings.companyHelp')}>
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item
        name="backup_reminder_days"
        label={t('settings.backupDays')}
        extra={t('settings.backupDaysHelp')}
        rules={[{ required: true }]}
      >
        <InputNumber min={1} max={90} precision={0} suffix={t('settings.days')} />
      </Form.Item>
      <Form.Item
        name="audit_alarm_count"
        label={t('settings.alarm')}
        extra={t('settings.alarmHelp')}
        rules={[{ required: true }]}
      >
        <InputNumber min={1} max={10_000} precision={0} suffix={t('settings.times')} />
      </Form.Item>
      <Form.Item
        name="card_waiting_days"
        label={t('settings.card')}
        extra={t('settings.cardHelp')}
        rules={[{ required: true }]}
      >
        <InputNumber min={1} max={30} precision={0} suffix={t('settings.days')} />
      </Form.Item>
      {save.error && (
        <Form.Item>
          <Alert type="error" showIcon title={save.error.message} role="alert" />
        </Form.Item>
      )}
      {mayUpdate ? (
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {t('save')}
        </Button>
      ) : (
        <p className={styles.soft}>{t('settings.readOnly')}</p>
      )}
    </Form>
  )
}
