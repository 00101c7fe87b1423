/** A new policy begins from one that comes with the program, from a version of one's own, or from nothing. X-1. */
import { PlusOutlined } from '@ant-design/icons'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Alert, Button, Modal, Radio, Skeleton } from 'antd'
import { useState } from 'react'
import type { Answer } from '../../answer.ts'
import { get, post } from '../../api.ts'
import { useLanguage } from '../../i18n.ts'
import { type DraftAnswer, policyList, type Version } from './data.ts'
import styles from './policies.module.css'
import { usePolicyTexts } from './texts.ts'

type Templates = Answer<'/policies/templates', 'get'>['templates']

const starter = (name: string) => `---
制度: ${name}
版本: 1
生效日: ${new Date().getFullYear() + 1}-01-01
期间: 月
范围:
应付项: 员工.应发工资
---

# ${name}

## 第一条 目的

## 第二条 应发工资

应发工资不低于当地最低工资。

\`\`\`policy
员工:
  应发工资 = 缺省(固定工资, 0)
\`\`\`
`

export function NewPolicy({ versions }: { readonly versions: readonly Version[] }) {
  const t = usePolicyTexts()
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button type="primary" icon={<PlusOutlined />} onClick={() => setOpen(true)}>
        {t('new')}
      </Button>
      {open && <Beginning versions={versions} onClose={() => setOpen(false)} />}
    </>
  )
}

interface Props {
  readonly versions: readonly Version[]
  readonly onClose: () => void
}

/** What is chosen: `t` and the place among the templates, `v` and a version, or `empty`. */
function Beginning({ versions, onClose }: Props) {
  const t = usePolicyTexts()
  const language = useLanguage()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const { data, error } = useQuery({
    queryKey: ['policies', 'templates'],
    queryFn: async ({ signal }) =>
      (await get<{ templates: Templates }>('/policies/templates', { signal })).templates,
    staleTime: Number.POSITIVE_INFINITY,
  })
  const [picked, setPicked] = useState<string>()
  const templates = data ?? []
  const chosen = picked ?? (templates.length > 0 ? 't0' : 'empty')
  const create = useMutation({
    mutationFn: () => post<DraftAnswer>('/policies/drafts', beginning(chosen, templates, language)),
    onSuccess: ({ draft }) => {
      void queries.invalidateQueries({ queryKey: policyList.queryKey, exact: true })
      void navigate({ to: `/policies/d${draft.id}/edit` as string })
    },
  })
  return (
    <Modal
      open
      title={t('new')}
      okText={t('newBegin')}
      okButtonProps={{ disabled: !data && !error }}
      confirmLoading={create.isPending}
      onOk={() => create.mutate()}
      onCancel={onClose}
    >
      <p className={styles.beginning}>{t('newHelp')}</p>
      {!data && !error && <Skeleton active title={false} />}
      {create.error && <Alert type="error" showIcon title={create.error.message} />}
      <Radio.Group
        vertical
        aria-label={t('newFrom')}
        value={chosen}
        onChange={({ target }) => setPicked(String(target.value))}
        options={[
          ...templates.map(({ name, version }, i) => ({
            value: `t${i}`,
            label: t('newTemplate', { name, version }),
          })),
          ...versions.map(({ id, policy, version }) => ({
            value: `v${id}`,
            label: t('newVersion', { name: policy, version }),
          })),
          { value: 'empty', label: t('newEmpty') },
        ]}
      />
    </Modal>
  )
}

function beginning(chosen: string, templates: Templates, language: string): object {
  if (chosen.startsWith('v')) return { basedOn: Number(chosen.slice(1)) }
  const template = chosen.startsWith('t') ? templates[Number(chosen.slice(1))] : undefined
  return { document: template?.document ?? starter(language === 'en' ? 'Policy' : '新制度') }
}
