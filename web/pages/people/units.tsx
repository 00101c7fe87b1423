import { Alert, Button, Skeleton } from 'antd'
import { EmptyState } from '../../components/empty-state.tsx'
import { PersonLink } from '../../components/links.tsx'
import { useRecordObject, useWord } from '../../components/records/record-data.ts'
import { RecordDrawer } from '../../components/records/record-drawer.tsx'
import { useShownRecord } from '../../components/records/record-list.tsx'
import { useRecordTexts } from '../../components/records/texts.ts'
import { useValueName } from '../../components/records/value-names.ts'
import { type Unit, useOrganisation } from './organisation-data.ts'
import styles from './people.module.css'
import { usePeopleTexts } from './texts.ts'

export function Units({ day }: { readonly day: string }) {
  const record = useRecordTexts()
  const word = useWord()
  const object = useRecordObject('unit')
  const [shown, show] = useShownRecord()
  const { data, error } = useOrganisation(day)
  if (error) return <Alert type="error" showIcon title={error.message} />
  if (!data || !object) return <Skeleton active />
  const codes = new Set(data.units.map(({ code }) => code))
  const roots = data.units.filter(({ parent }) => parent === null || !codes.has(parent))
  return (
    <>
      {object.may.includes('create') && (
        <div className={styles.tools}>
          <Button onClick={() => show('new')}>{record('add', { object: word(object) })}</Button>
        </div>
      )}
      {roots.length === 0 && (
        <EmptyState
          title={record('none', { object: word(object) })}
          help={record(object.may.includes('create') ? 'noneHelp' : 'noneWait')}
        />
      )}
      <Branch units={roots} all={data.units} onOpen={(code) => show([code])} />
      <RecordDrawer object={object} recordKey={shown} onClose={() => show(undefined)} />
    </>
  )
}

interface BranchProps {
  readonly units: readonly Unit[]
  readonly all: readonly Unit[]
  readonly onOpen: (code: string) => void
}

function Branch({ units, all, onOpen }: BranchProps) {
  const t = usePeopleTexts()
  const kindName = useValueName('unit', 'kind')
  if (units.length === 0) return null
  return (
    <ul className={styles.tree}>
      {units.map((unit) => (
        <li key={unit.code}>
          <div className={styles.unit}>
            <Button type="link" size="small" style={{ padding: 0 }} onClick={() => onOpen(unit.code)}>
              <strong>{unit.name}</strong>
            </Button>
            <span className={styles.soft}>
              {kindName(unit.kind)} · {t('headcount', { count: unit.people })}
            </span>
            {unit.head && unit.headName ? (
              <span>
                {t('head')} <PersonLink number={unit.head} name={unit.headName} />
              </span>
            ) : (
              <span className={styles.soft}>{t('noHead')}</span>
            )}
          </div>
          <Branch units={all.filter(({ parent }) => parent === unit.code)} all={all} onOpen={onOpen} />
        </li>
      ))}
    </ul>
  )
}
