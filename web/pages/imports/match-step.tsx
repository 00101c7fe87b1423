/** What each sheet holds and what each column stands for; saved as it is chosen. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Button, Switch } from 'antd'
import { patch } from '../../api.ts'
import { openPoints, type SheetChoice, type Upload, useImportObjects } from './import-data.ts'
import styles from './imports.module.css'
import { MatchSheet } from './match-sheet.tsx'
import { useImportTexts } from './texts.ts'

interface Props {
  readonly upload: Upload
  readonly starting: boolean
  readonly onNext: () => void
}

export function MatchStep({ upload, starting, onNext }: Props) {
  const t = useImportTexts()
  const { message } = App.useApp()
  const queries = useQueryClient()
  const { data: objects = [] } = useImportObjects()
  const save = useMutation({
    mutationFn: (change: { sheets: readonly SheetChoice[]; allOrNothing: boolean }) =>
      patch<Upload>(`/imports/uploads/${upload.id}`, change),
    onSuccess: (saved) => queries.setQueryData(['imports', 'upload', upload.id], saved),
    onError: (error) => void message.error(error.message, 8),
  })
  const choose = (choice: SheetChoice) => {
    const others = upload.choices.filter(({ name }) => name !== choice.name)
    save.mutate({ sheets: [...others, choice], allOrNothing: upload.allOrNothing })
  }
  const open = openPoints(upload.sheets)
  const taken = upload.sheets.filter(({ state }) => state !== 'skipped').length
  const answer = open > 0 ? 'match.answer' : 'match.answerReady'
  return (
    <>
      <p role="status">{save.isPending ? t('match.saving') : t(answer, { sheets: taken, open })}</p>
      <div className={styles.notes}>
        {upload.sheets.map((sheet) => (
          <MatchSheet
            key={sheet.name}
            sheet={sheet}
            choice={upload.choices.find(({ name }) => name === sheet.name)}
            objects={objects}
            disabled={save.isPending}
            onChoose={choose}
          />
        ))}
      </div>
      <label className={styles.choice} htmlFor="all-or-nothing">
        <Switch
          id="all-or-nothing"
          checked={upload.allOrNothing}
          disabled={save.isPending}
          onChange={(allOrNothing) => save.mutate({ sheets: upload.choices, allOrNothing })}
        />
        <span>
          {t('match.all')}
          <br />
          <span className={styles.soft}>{t('match.allHelp')}</span>
        </span>
      </label>
      <div className={styles.foot}>
        <Button
          type="primary"
          size="large"
          loading={starting}
          disabled={open > 0 || taken === 0 || save.isPending}
          onClick={onNext}
        >
          {t('match.next')}
        </Button>
        {open > 0 && <span className={styles.soft}>{t('match.blocked', { open })}</span>}
      </div>
    </>
  )
}
