/** Entering or correcting: what is left empty stays as it is, so nobody needs to see the whole number to change another. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, App, Button, Checkbox, Form, Input, Modal } from 'antd'
import { isIdentityNumber, personalFields } from '../../../src/access/personal-numbers.ts'
import type { Answer } from '../../answer.ts'
import { patch } from '../../api.ts'
import { usePersonalDataTexts } from './personal-data-texts.ts'

type PersonalField = (typeof personalFields)[number]
type Masked = Readonly<Record<PersonalField, string | null>>

interface Props {
  readonly person: string
  readonly stored: Masked | null
  readonly open: boolean
  readonly onClose: () => void
}

type Typed = Readonly<Partial<Record<PersonalField | `clear_${PersonalField}`, string | boolean>>>

export function PersonalDataForm({ person, stored, open, onClose }: Props) {
  const t = usePersonalDataTexts()
  const { message } = App.useApp()
  const queries = useQueryClient()
  const save = useMutation({
    mutationFn: (typed: Typed) =>
      patch<Answer<'/people/:person/personal-data', 'patch'>>(
        `/people/${encodeURIComponent(person)}/personal-data`,
        changesOf(typed),
      ),
    onSuccess: async () => {
      void message.success(t('saved'))
      await queries.invalidateQueries({ queryKey: ['personal-data', person] })
      onClose()
    },
  })
  return (
    <Modal open={open} title={t('edit')} onCancel={onClose} footer={null} destroyOnHidden>
      <Form<Typed> layout="vertical" requiredMark={false} onFinish={(typed) => save.mutate(typed)}>
        <p>{t('editHelp')}</p>
        {personalFields.map((field) => (
          <Field key={field} field={field} now={stored?.[field] ?? null} />
        ))}
        {save.error && <Alert type="error" showIcon title={save.error.message} role="alert" />}
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {t('save')}
        </Button>
      </Form>
    </Modal>
  )
}

function Field({ field, now }: { readonly field: PersonalField; readonly now: string | null }) {
  const t = usePersonalDataTexts()
  const clearing = Form.useWatch(`clear_${field}`) === true
  return (
    <>
      <Form.Item
        name={field}
        label={t(field)}
        extra={t(now === null ? 'none' : 'now', { value: now ?? '' })}
        rules={[
          {
            validator: (_, typed: string | undefined) => {
              const value = tidy(field, typed)
              return clearing || value === undefined || fits(field, value)
                ? Promise.resolve()
                : Promise.reject(new Error(t(`wrong.${field}`)))
            },
          },
        ]}
      >
        <Input
          disabled={clearing}
          maxLength={40}
          inputMode={field === 'phone' ? 'tel' : 'text'}
          autoComplete="off"
        />
      </Form.Item>
      {now !== null && (
        <Form.Item name={`clear_${field}`} valuePropName="checked">
          <Checkbox>{t('clear', { field: t(field) })}</Checkbox>
        </Form.Item>
      )}
    </>
  )
}

/** As it is stored: numbers copied from a card have gaps. */
function tidy(field: PersonalField, typed: unknown): string | undefined {
  if (typeof typed !== 'string') return undefined
  const text = field === 'phone' ? typed.trim() : typed.replaceAll(/[\s-]/g, '')
  return text === '' ? undefined : text.replace(/x$/, 'X')
}

function fits(field: PersonalField, value: string): boolean {
  return field === 'id_number' ? isIdentityNumber(value) : /^[\d+ -]{5,20}$/.test(value)
}

function changesOf(typed: Typed): Partial<Record<PersonalField, string | null>> {
  return Object.fromEntries(
    personalFields.flatMap((field): [string, string | null][] => {
      if (typed[`clear_${field}`] === true) return [[field, null]]
      const value = tidy(field, typed[field])
      return value === undefined ? [] : [[field, value]]
    }),
  )
}
