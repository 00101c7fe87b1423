import { Tabs } from 'antd'
import { useAddress } from '../../app/address.ts'
import { useScope } from '../../app/session.ts'
import { PageHeader } from '../../components/page-header.tsx'
import { partOf } from '../../components/records/contract-parts.tsx'
import { RecordList } from '../../components/records/record-list.tsx'
import { useReturnTexts } from './texts.ts'

const returns = ['number', 'contract', 'line_no', 'returned_on', 'quantity', 'amount']
const refunds = ['number', 'contract', 'refunded_on', 'amount', 'reason', 'receipt_no']
const lineOf = { line_no: partOf('contract_line') }
const receiptOf = { receipt_no: partOf('receipt') }
const cleared = { q: undefined, sort: undefined, page: undefined, filter: undefined, record: undefined }

export function ReturnsPage() {
  const t = useReturnTexts()
  const [{ tab }, setAddress] = useAddress()
  const seen = {
    goods_return: useScope('goods-return', 'read') !== undefined,
    refund: useScope('money', 'read') !== undefined,
  }
  const items = [
    {
      key: 'goods_return',
      label: t('goods_return'),
      children: <RecordList object="goods_return" sort="-returned_on" shown={returns} overrides={lineOf} />,
    },
    {
      key: 'refund',
      label: t('refund'),
      children: <RecordList object="refund" sort="-refunded_on" shown={refunds} overrides={receiptOf} />,
    },
  ].filter(({ key }) => seen[key as keyof typeof seen])
  return (
    <>
      <PageHeader title={t('title')} answer={t('answer')} />
      <Tabs
        activeKey={items.some(({ key }) => key === tab) ? (tab ?? '') : (items[0]?.key ?? '')}
        items={items}
        destroyOnHidden
        onChange={(next) => setAddress({ ...cleared, tab: next })}
      />
    </>
  )
}
