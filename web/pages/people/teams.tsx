/** Groups with everybody who was in them, over the past year (M-7.1). */
import { Alert, Button, Skeleton, Space } from 'antd'
import dayjs from 'dayjs'
import { EmptyState } from '../../components/empty-state.tsx'
import { PersonLink } from '../../components/links.tsx'
import { useRecordObject } from '../../components/records/record-data.ts'
import { RecordDrawer } from '../../components/records/record-drawer.tsx'
import { useOpenedRecord } from '../../components/records/use-opened-record.ts'
import { StatusTag } from '../../components/status-tag.tsx'
import { type Member, type Team, useTeams } from './organisation-data.ts'
import styles from './people.module.css'
import { usePeopleTexts } from './texts.ts'

export function Teams({ day }: { readonly day: string }) {
  const t = usePeopleTexts()
  const team = useRecordObject('team')
  const membership = useRecordObject('team_membership')
  const [adding, open] = useOpenedRecord(['team', 'team_membership'])
  const { data, error } = useTeams(day)
  if (error) return <Alert type="error" showIcon title={error.message} />
  if (!data || !team || !membership) return <Skeleton active />
  const tools = team.may.includes('create') && (
    <Space>
      <Button onClick={() => open({ object: 'team', key: 'new' })}>{t('addTeam')}</Button>
      <Button onClick={() => open({ object: 'team_membership', key: 'new' })}>{t('addMember')}</Button>
    </Space>
  )
  return (
    <>
      {data.teams.length > 0 ? (
        <>
          {tools && <div className={styles.tools}>{tools}</div>}
          <div className={styles.teams}>
            {data.teams.map((own) => (
              <TeamCard key={own.code} team={own} day={day} />
            ))}
          </div>
        </>
      ) : (
        <EmptyState title={t('noTeams')} help={t('noTeamsHelp')}>
          {tools}
        </EmptyState>
      )}
      <RecordDrawer
        object={adding?.object === 'team_membership' ? membership : team}
        recordKey={adding?.key}
        onClose={() => open(undefined)}
      />
    </>
  )
}

function TeamCard({ team, day }: { readonly team: Team; readonly day: string }) {
  const t = usePeopleTexts()
  const over = team.dissolvedOn !== null && team.dissolvedOn <= day
  const now = team.members.filter((member) => member.now)
  return (
    <section className={styles.team} data-over={over} aria-label={team.name}>
      <h2>{team.name}</h2>
      <p className={styles.soft}>
        {team.unitName} · {t('formed', { day: team.formedOn })}
      </p>
      <p>
        {team.mergedOn && team.mergedOn <= day ? (
          <StatusTag>{t('teamMerged', { day: team.mergedOn, team: team.mergedInto ?? '' })}</StatusTag>
        ) : over ? (
          <StatusTag>{t('teamOver', { day: team.dissolvedOn ?? '' })}</StatusTag>
        ) : (
          <StatusTag kind={now.length < 2 ? 'warn' : 'good'}>
            {now.length < 2 ? t('teamSmall') : t('members', { count: now.length })}
          </StatusTag>
        )}
      </p>
      {team.members.map((member) => (
        <MemberLine key={`${member.person} ${member.from}`} member={member} />
      ))}
    </section>
  )
}

function MemberLine({ member }: { readonly member: Member }) {
  const t = usePeopleTexts()
  const start = dayjs().subtract(1, 'year')
  const share = (day: string | null, otherwise: number) =>
    day === null ? otherwise : Math.min(1, Math.max(0, dayjs(day).diff(start, 'day') / 365))
  const from = share(member.from, 0)
  const to = share(member.to, 1)
  const period = member.to
    ? t('until', { from: member.from, to: member.to })
    : t('since', { from: member.from })
  return (
    <div className={styles.member}>
      <span>
        <PersonLink number={member.person} name={member.name} />
      </span>
      <span className={styles.soft}>{member.role === '组长' ? `${t('leader')} · ${period}` : period}</span>
      <div className={styles.line} aria-hidden="true">
        <span style={{ insetInlineStart: `${from * 100}%`, width: `${Math.max(0, to - from) * 100}%` }} />
      </div>
    </div>
  )
}
