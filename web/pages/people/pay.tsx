/** Pay is covered until somebody entitled asks; that they did is recorded by the server (L-4). */
import { EyeOutlined, LockOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import { useScope, useSession } from '../../app/session.ts'
import styles from './people.module.css'
import { type Opened, usePersonRows } from './person-page.tsx'
import { Part } from './person-parts.tsx'
import { usePeopleTexts } from './texts.ts'

interface Props {
  readonly person: string
  readonly onOpen: (opened: Opened) => void
}

export function Pay({ person, onOpen }: Props) {
  const t = usePeopleTexts()
  const scope = useScope('pay', 'read')
  const own = useSession().user.person?.number === person
  const [revealed, reveal] = useState(false)
  const entitled = own || (scope !== undefined && scope !== 'own')
  const { data, error } = usePersonRows('fixed_pay', person, entitled && (own || revealed))
  const note = !entitled ? (
    <p className={styles.soft}>
      <LockOutlined /> {t('person.forbidden')}
    </p>
  ) : own ? undefined : revealed ? (
    <p className={styles.soft}>{t('person.revealed')}</p>
  ) : (
    <p>
      <span className={styles.soft}>
        <LockOutlined /> {t('person.masked')}
      </span>{' '}
      <Button size="small" icon={<EyeOutlined />} onClick={() => reveal(true)}>
        {t('person.reveal')}
      </Button>
    </p>
  )
  return (
    <Part
      title={t('person.pay')}
      add={t('person.addPay')}
      object="fixed_pay"
      rows={error ? [] : data}
      onOpen={onOpen}
      note={note}
      keyOf={(row) => [String(row.person), String(row.valid_from)]}
      columns={[
        { key: 'base_pay', title: t('person.base'), kind: 'money' },
        { key: 'allowance', title: t('person.allowance'), kind: 'money' },
      ]}
    />
  )
}
