/** What concerns a team as a whole: another leader, its end, its merger. Several rows, written together. M-7.1, M-7.2. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, App, Button, Modal, Select } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { type ReactNode, useId, useState } from 'react'
import type { Answer } from '../../answer.ts'
import { post } from '../../api.ts'
import { DayPicker } from '../../components/day-picker.tsx'
import { LateWarning, useToldLate } from '../../components/records/late-notice.tsx'
import type { Team } from './organisation-data.ts'
import styles from './people.module.css'
import { usePeopleTexts } from './texts.ts'

interface Props {
  readonly team: Team
  readonly teams: readonly Team[]
  readonly day: string
}

export function TeamActions(props: Props) {
  const t = usePeopleTexts()
  const [open, setOpen] = useState<'leader' | 'end'>()
  const close = () => setOpen(undefined)
  return (
    <>
      <Button size="small" onClick={() => setOpen('leader')}>
        {t('changeLeader')}
      </Button>
      <Button size="small" onClick={() => setOpen('end')}>
        {t('endTeam')}
      </Button>
      {open === 'leader' && <NewLeader {...props} onClose={close} />}
      {open === 'end' && <EndTeam {...props} onClose={close} />}
    </>
  )
}

type StepProps = Props & { readonly onClose: () => void }

function NewLeader({ team, day: shown, onClose }: StepProps) {
  const t = usePeopleTexts()
  const [person, setPerson] = useState<string>()
  const [day, setDay] = useState(() => dayjs(shown))
  const on = day.format('YYYY-MM-DD')
  const leader = team.members.find(({ now, role }) => now && role === '组长')
  const step = useStep(team, 'leader', onClose)
  const others = team.members.filter(({ now, role }) => now && role !== '组长')
  return (
    <Step
      title={`${t('changeLeader')} · ${team.name}`}
      verb={t('changeLeader')}
      help={t('leaderHelp')}
      step={step}
      onClose={onClose}
      onConfirm={() => person && step.mutate({ on, person })}
      missing={person === undefined}
    >
      <Field label={t('newLeader')}>
        {(id) => (
          <Select<string>
            id={id}
            value={person}
            placeholder={t('chooseFirst')}
            options={others.map((own) => ({ value: own.person, label: `${own.name}　${own.person}` }))}
            onChange={setPerson}
          />
        )}
      </Field>
      <Field label={t('from')}>{(id) => <Day id={id} day={day} onChange={setDay} />}</Field>
      {leader && leader.from < on && (
        <LateWarning
          object="team_membership"
          recordKey={[team.code, leader.person, leader.from]}
          values={{ valid_to: on }}
        />
      )}
    </Step>
  )
}

function EndTeam({ team, teams, day: shown, onClose }: StepProps) {
  const t = usePeopleTexts()
  const [into, setInto] = useState<string>()
  const [day, setDay] = useState(() => dayjs(shown))
  const on = day.format('YYYY-MM-DD')
  const step = useStep(team, 'end', onClose)
  const others = teams.filter(({ code, dissolvedOn }) => code !== team.code && dissolvedOn === null)
  return (
    <Step
      title={`${t('endTeam')} · ${team.name}`}
      verb={t(into === undefined ? 'dissolve' : 'merge')}
      help={t('endHelp', { count: team.members.filter(({ now }) => now).length })}
      step={step}
      onClose={onClose}
      onConfirm={() => step.mutate({ on, into: into ?? null })}
    >
      <Field label={t('endOn')}>{(id) => <Day id={id} day={day} onChange={setDay} />}</Field>
      <Field label={t('into')}>
        {(id) => (
          <Select<string>
            id={id}
            value={into}
            allowClear
            options={others.map(({ code, name }) => ({ value: code, label: `${name}　${code}` }))}
            onChange={setInto}
          />
        )}
      </Field>
      <LateWarning object="team" recordKey={[team.code]} values={{ dissolved_on: on }} />
    </Step>
  )
}

/** Both answer with the closed month they fall into. */
function useStep({ code }: Team, step: 'leader' | 'end', onClose: () => void) {
  const t = usePeopleTexts()
  const { message } = App.useApp()
  const queries = useQueryClient()
  const toldLate = useToldLate()
  return useMutation({
    mutationFn: (given: { on: string } & Readonly<Record<string, string | null>>) =>
      post<Answer<'/organisation/teams/:code/end', 'post'>>(
        `/organisation/teams/${encodeURIComponent(code)}/${step}`,
        given,
      ),
    onSuccess: async ({ late }) => {
      onClose()
      void message.success(t('done'))
      toldLate(late)
      await queries.invalidateQueries()
    },
  })
}

interface FrameProps {
  readonly title: string
  readonly help: string
  readonly step: { readonly isPending: boolean; readonly error: Error | null }
  readonly missing?: boolean
  /** The verb on the button. */
  readonly verb: string
  readonly onClose: () => void
  readonly onConfirm: () => void
  readonly children: ReactNode
}

function Step({ title, verb, help, step, missing = false, onClose, onConfirm, children }: FrameProps) {
  const t = usePeopleTexts()
  return (
    <Modal
      open
      title={title}
      okText={verb}
      cancelText={t('cancel')}
      okButtonProps={{ disabled: missing }}
      confirmLoading={step.isPending}
      onOk={onConfirm}
      onCancel={onClose}
    >
      <p className={styles.soft}>{help}</p>
      {children}
      {step.error && <Alert type="error" showIcon title={step.error.message} />}
    </Modal>
  )
}

function Field({
  label,
  children,
}: {
  readonly label: string
  readonly children: (id: string) => ReactNode
}) {
  const id = useId()
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      {children(id)}
    </div>
  )
}

interface DayProps {
  readonly id: string
  readonly day: Dayjs
  readonly onChange: (day: Dayjs) => void
}

const Day = ({ id, day, onChange }: DayProps) => (
  <DayPicker id={id} value={day} allowClear={false} onChange={(chosen) => chosen && onChange(chosen)} />
)
