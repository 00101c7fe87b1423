import { Button, Space } from 'antd'
import { useState } from 'react'
import { DataTable } from '../../web/components/data-table/data-table.tsx'
import { JobModal } from '../../web/components/job-modal.tsx'
import { ContractLink, PersonLink } from '../../web/components/links.tsx'
import { Money } from '../../web/components/money.tsx'
import { PageHeader } from '../../web/components/page-header.tsx'
import { PeriodText } from '../../web/components/period-text.tsx'
import { StatusTag } from '../../web/components/status-tag.tsx'

interface Contract {
  readonly number: string
  readonly customer: string
  readonly status: string
}

const statuses = {
  signed: ['active', '已签'],
  delivering: ['warn', '交货中'],
  accepted: ['good', '已验收'],
  settled: ['plain', '已结清'],
} as const

const options = Object.entries(statuses).map(([value, [, label]]) => ({ value, label }))

export function GalleryPage() {
  const [job, setJob] = useState<string>()
  return (
    <>
      <PageHeader
        title="合同"
        answer={
          <>
            <PeriodText value="2026-10" />
            签下 28 份，合计 <Money value="12840500.00" unit />
            ，其中 <b>3 份</b>还差首付款。
          </>
        }
        actions={
          <Space>
            <Button onClick={() => setJob('j1')}>重新计算</Button>
            <Button type="primary">登记合同</Button>
          </Space>
        }
      />
      <DataTable<Contract>
        id="gallery"
        url="/contracts"
        sort="-signed_on"
        columns={[
          { key: 'number', title: '合同号', sortable: true },
          {
            key: 'customer',
            title: '客户',
            render: (row) => <ContractLink number={row.number} about={row.customer} />,
          },
          { key: 'signed_on', title: '签订日期', kind: 'date', sortable: true },
          { key: 'owner', title: '业务员', render: () => <PersonLink number="1003" name="林若溪" /> },
          {
            key: 'status',
            title: '状态',
            render: ({ status }) => {
              const [kind, label] = statuses[status as keyof typeof statuses]
              return <StatusTag kind={kind}>{label}</StatusTag>
            },
          },
          { key: 'ratio', title: '回款比例', kind: 'percent' },
          { key: 'amount', title: '金额（元）', kind: 'money', sortable: true },
        ]}
        filters={[
          { field: 'status', label: '状态', kind: 'choice', options },
          { field: 'signed_on', label: '签订日期', kind: 'dates' },
          { field: 'amount', label: '金额', kind: 'numbers', unit: '元' },
          { field: 'customer', label: '客户', kind: 'text' },
        ]}
        rowKey={(row) => row.number}
        open={(row) => `/contracts/${row.number}`}
      />
      <JobModal job={job} onClose={() => setJob(undefined)} />
    </>
  )
}
