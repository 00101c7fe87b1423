/** A published version: who published and approved it, until when it holds, and its text. */
import { EditOutlined, PrinterOutlined } from '@ant-design/icons'
import { useMutation, useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { App, Button, Modal, Space } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import { post } from '../../api.ts'
import { DateText } from '../../components/date-text.tsx'
import { DayPicker } from '../../components/day-picker.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { type DraftAnswer, policyList, type Version, versionQuery } from './data.ts'
import { Fact, Reader } from './head.tsx'
import { LawList } from './law-list.tsx'
import styles from './policies.module.css'
import { VersionTag } from './tags.tsx'
import { usePolicyTexts } from './texts.ts'

export function VersionPage({ id }: { readonly id: string }) {
  const t = usePolicyTexts()
  const { data } = useSuspenseQuery(versionQuery(id))
  const { version, document, law, may } = data
  return (
    <>
      <PageHeader
        title={version.policy}
        back="/policies"
        status={<VersionTag state={version.state} />}
        actions={
          <Space wrap>
            <Button icon={<PrinterOutlined />} onClick={() => print()}>
              {t('print')}
            </Button>
            {may.end && version.state !== 'ended' && <EndVersion version={version} />}
            {may.draft && <DraftNext version={version} />}
          </Space>
        }
      />
      {law.length > 0 && (
        <section className={styles.section}>
          <h2>{t('law')}</h2>
          <LawList law={law} />
        </section>
      )}
      <Reader document={document} digest={version.digest} to={version.to}>
        <Fact label={t('published')}>
          {version.publishedBy} <DateText value={version.publishedAt.slice(0, 10)} />
        </Fact>
        <Fact label={t('approved')}>
          {version.approvedBy ? (
            <>
              {version.approvedBy} <DateText value={version.approvedAt?.slice(0, 10)} />
            </>
          ) : (
            t('notApproved')
          )}
        </Fact>
        <Fact label={t('closed')}>
          {version.closedCount > 0
            ? t('closedMonths', {
                count: version.closedCount,
                first: version.firstClosed ?? '',
                last: version.lastClosed ?? '',
              })
            : t('closedNone')}
        </Fact>
      </Reader>
    </>
  )
}

/** Goes on with the open draft of this version, or begins one. */
function DraftNext({ version }: { readonly version: Version }) {
  const t = usePolicyTexts()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const { message } = App.useApp()
  const { data } = useQuery(policyList)
  const open = data?.drafts.find(({ basedOn, state }) => basedOn === version.id && state !== 'approved')
  const go = (draft: number) => void navigate({ to: `/policies/d${draft}/edit` as string })
  const begin = useMutation({
    mutationFn: () => post<DraftAnswer>('/policies/drafts', { basedOn: version.id }),
    onSuccess: ({ draft }) => {
      void queries.invalidateQueries({ queryKey: policyList.queryKey, exact: true })
      go(draft.id)
    },
    onError: (error) => void message.error(error.message),
  })
  return (
    <Button
      type="primary"
      icon={<EditOutlined />}
      loading={begin.isPending}
      title={t('draftFrom')}
      onClick={() => (open ? go(open.id) : begin.mutate())}
    >
      {open ? t('openDraft') : t('edit')}
    </Button>
  )
}

function EndVersion({ version }: { readonly version: Version }) {
  const t = usePolicyTexts()
  const queries = useQueryClient()
  const { message } = App.useApp()
  const [open, setOpen] = useState(false)
  const [day, setDay] = useState(version.to ?? dayjs().endOf('month').format('YYYY-MM-DD'))
  const end = useMutation({
    mutationFn: () => post(`/policies/versions/${version.id}/end`, { to: day }),
    onSuccess: async () => {
      setOpen(false)
      message.success(t('ended'))
      await queries.invalidateQueries({ queryKey: policyList.queryKey })
    },
    onError: (error) => void message.error(error.message),
  })
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('end')}</Button>
      <Modal
        open={open}
        title={t('endTitle', { version: version.version })}
        okText={t('endDo')}
        confirmLoading={end.isPending}
        onOk={() => end.mutate()}
        onCancel={() => setOpen(false)}
      >
        <p className={styles.help}>{t('endHelp')}</p>
        <DayPicker
          value={dayjs(day)}
          allowClear={false}
          aria-label={t('to')}
          onChange={(value) => value && setDay(value.format('YYYY-MM-DD'))}
        />
      </Modal>
    </>
  )
}
