/** Groups with everybody who was in them, over the past year (M-7.1), and what changes of them (M-7.2). */
import { Alert, Button, Skeleton, Space } from 'antd'
import dayjs from 'dayjs'
import { useAddress } from '../../app/address.ts'
import { EmptyState } from '../../components/empty-state.tsx'
import { PersonLink } from '../../components/links.tsx'
import { useRecordObject } from '../../components/records/record-data.ts'
import { RecordDrawer } from '../../components/records/record-drawer.tsx'
import { type Opened, readOpened } from '../../components/records/use-opened-record.ts'
import { StatusTag } from '../../components/status-tag.tsx'
import { type Member, type Team, useTeams } from './organisation-data.ts'
import styles from './people.module.css'
import { TeamActions } from './team-actions.tsx'
import { usePeopleTexts } from './texts.ts'

const kinds = ['team', 'team_membership'] as const

type Open = (opened: Opened<(typeof kinds)[number]>, team?: string) => void

export function Teams({ day }: { readonly day: string }) {
  const t = usePeopleTexts()
  const team = useRecordObject('team')
  const membership = useRecordObject('team_membership')
  const [search, setAddress] = useAddress()
  const opened = readOpened(search.open, kinds)
  const { data, error } = useTeams(day)
  if (error) return <Alert type="error" showIcon title={error.message} />
  if (!data || !team || !membership) return <Skeleton active />
  // A new member begins in the team on whose card it was asked for.
  const open: Open = ({ object, key }, of) => setAddress({ open: JSON.stringify([object, key]), team: of })
  const within = search.team !== undefined && opened?.object === 'team_membership' && opened.key === 'new'
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
              <TeamCard
                key={own.code}
                team={own}
                teams={data.teams}
                day={day}
                {...(team.may.includes('update') ? { open } : {})}
              />
            ))}
          </div>
        </>
      ) : (
        <EmptyState title={t('noTeams')} help={t('noTeamsHelp')}>
          {tools}
        </EmptyState>
      )}
      <RecordDrawer
        object={opened?.object === 'team_membership' ? membership : team}
        recordKey={opened?.key}
        onClose={() => setAddress({ open: undefined, team: undefined })}
        {...(within ? { given: { team: search.team ?? '' } } : {})}
      />
    </>
  )
}

interface CardProps {
  readonly team: Team
  readonly teams: readonly Team[]
  readonly day: string
  /** Only for whoever may change it. */
  readonly open?: Open
}

function TeamCard({ team, teams, day, open }: CardProps) {
  const t = usePeopleTexts()
  const over = team.dissolvedOn !== null && team.dissolvedOn <= day
  return (
    <section className={styles.team} data-over={over} aria-label={team.name}>
      <div className={styles.teamHead}>
        <h2>{team.name}</h2>
        {open && <Change of={team.name} onClick={() => open({ object: 'team', key: [team.code] })} />}
      </div>
      <p className={styles.soft}>
        {team.unitName} · {t('formed', { day: team.formedOn })}
      </p>
      <TeamState team={team} teams={teams} day={day} />
      {team.members.map((member) => (
        <MemberLine
          key={`${member.person} ${member.from}`}
          member={member}
          {...(open
            ? {
                onChange: () =>
                  open({ object: 'team_membership', key: [team.code, member.person, member.from] }),
              }
            : {})}
        />
      ))}
      {open && team.dissolvedOn === null && (
        <div className={styles.acts}>
          <Button size="small" onClick={() => open({ object: 'team_membership', key: 'new' }, team.code)}>
            {t('addMemberHere')}
          </Button>
          <TeamActions team={team} teams={teams} day={day} />
        </div>
      )}
    </section>
  )
}

/** Whether it still is a team on the day, and what became of it. */
function TeamState({ team, teams, day }: Omit<CardProps, 'open'>) {
  const t = usePeopleTexts()
  const over = team.dissolvedOn !== null && team.dissolvedOn <= day
  const now = team.members.filter((member) => member.now)
  const into = teams.find(({ code }) => code === team.mergedInto)?.name ?? team.mergedInto ?? ''
  return (
    <p>
      {team.mergedOn && team.mergedOn <= day ? (
        <StatusTag>{t('teamMerged', { day: team.mergedOn, team: into })}</StatusTag>
      ) : over ? (
        <StatusTag>{t('teamOver', { day: team.dissolvedOn ?? '' })}</StatusTag>
      ) : (
        <StatusTag kind={now.length < 2 ? 'warn' : 'good'}>
          {now.length < 2 ? t('teamSmall') : t('members', { count: now.length })}
        </StatusTag>
      )}
      {over && now.length > 0 && (
        <>
          {' '}
          <StatusTag kind="warn">{t('teamLeft', { count: now.length })}</StatusTag>
        </>
      )}
    </p>
  )
}

function Change({ of, onClick }: { readonly of: string; readonly onClick: () => void }) {
  const t = usePeopleTexts()
  return (
    <Button
      type="link"
      size="small"
      style={{ paddingInline: 0 }}
      aria-label={`${t('changeTeam')} ${of}`}
      onClick={onClick}
    >
      {t('changeTeam')}
    </Button>
  )
}

function MemberLine({ member, onChange }: { readonly member: Member; readonly onChange?: () => void }) {
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
      <span className={styles.when}>
        {member.role === '组长' ? `${t('leader')} · ${period}` : period}
        {onChange && <Change of={`${member.name} ${period}`} onClick={onChange} />}
      </span>
      <div className={styles.line} aria-hidden="true">
        <span style={{ insetInlineStart: `${from * 100}%`, width: `${Math.max(0, to - from) * 100}%` }} />
      </div>
    </div>
  )
}
