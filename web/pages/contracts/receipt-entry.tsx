import { PlusOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useScope } from '../../app/session.ts'
import { useRecordObject } from '../../components/records/record-data.ts'
import { RecordDrawer } from '../../components/records/record-drawer.tsx'
import { useShownRecord } from '../../components/records/record-list.tsx'
import { useContractTexts } from './texts.ts'

/** Money that came in is entered where one looks whether it did. */
export function ReceiptEntry({ contract }: { readonly contract: string }) {
  return useScope('money', 'create') === undefined ? null : <Entry contract={contract} />
}

function Entry({ contract }: { readonly contract: string }) {
  const t = useContractTexts()
  const object = useRecordObject('receipt')
  const [shown, show] = useShownRecord()
  return (
    <>
      <Button type="primary" icon={<PlusOutlined />} onClick={() => show('new')}>
        {t('enterReceipt')}
      </Button>
      {object && (
        <RecordDrawer
          object={object}
          recordKey={shown === 'new' ? 'new' : undefined}
          onClose={() => show(undefined)}
          given={{ contract }}
        />
      )}
    </>
  )
}
