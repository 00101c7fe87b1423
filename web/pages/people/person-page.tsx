/** One person: posts, groups and, for those entitled, pay; each over time. */
import { useQuery } from '@tanstack/react-query'
import { Button, Skeleton } from 'antd'
import { get } from '../../api.ts'
import { usePathParam } from '../../app/address.ts'
import { Failure } from '../../app/failure.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { type ListRow, rowQuery, useRecordObject, type Values } from '../../components/records/record-data.ts'
import { RecordDrawer } from '../../components/records/record-drawer.tsx'
import { type Opened as OpenedRecord, useOpenedRecord } from '../../components/records/use-opened-record.ts'
import { Pay } from './pay.tsx'
import { Groups, Posts } from './person-parts.tsx'
import { PersonalData } from './personal-data.tsx'
import { usePeopleTexts } from './texts.ts'

const kinds = ['person', 'assignment', 'team_membership', 'fixed_pay'] as const

export type Opened = OpenedRecord<(typeof kinds)[number]>

export function usePersonRows(object: string, person: string, enabled = true) {
  const query = { filter: JSON.stringify({ person }), sort: '-valid_from', size: 100 }
  return useQuery({
    queryKey: ['list', object, query],
    enabled,
    queryFn: async ({ signal }) =>
      (await get<{ rows: readonly ListRow[] }>(`/records/${object}`, { query, signal })).rows,
  })
}

export function PersonPage() {
  const number = usePathParam('number')
  const t = usePeopleTexts()
  const [opened, open] = useOpenedRecord(kinds)
  const object = useRecordObject(opened?.object ?? 'person')
  const person = useQuery(rowQuery('person', [number]))
  const posts = usePersonRows('assignment', number)
  const groups = usePersonRows('team_membership', number)
  if (person.isPending) return <Skeleton active />
  if (person.error) return <Failure error={person.error} reset={() => void person.refetch()} />
  const { values, may } = person.data
  const post = posts.data?.[0]
  const given: Values = opened?.object === 'person' ? {} : { person: number }
  return (
    <>
      <PageHeader
        title={`${values.name} ${number}`}
        back="/people"
        answer={
          values.left_on
            ? t('person.left', { day: String(values.left_on) })
            : t('person.answer', {
                unit: String(post?.['unit.name'] ?? t('person.noPost')),
                position: String(post?.position ?? '—'),
                since: String(values.hired_on),
              })
        }
        actions={
          may.includes('update') && (
            <Button onClick={() => open({ object: 'person', key: [number] })}>{t('person.edit')}</Button>
          )
        }
      />
      <Posts rows={posts.data} onOpen={open} />
      <Groups rows={groups.data} onOpen={open} />
      <Pay person={number} onOpen={open} />
      <PersonalData key={number} person={number} />
      {object && (
        <RecordDrawer
          object={object}
          recordKey={opened?.key}
          given={opened?.key === 'new' ? given : {}}
          onClose={() => open(undefined)}
        />
      )}
    </>
  )
}
