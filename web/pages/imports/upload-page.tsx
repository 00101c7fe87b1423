/** One file, three steps: what its headings mean, what would change, what became of it. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, App, Button, Skeleton, Steps } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { post } from '../../api.ts'
import { usePathParam } from '../../app/address.ts'
import { Failure } from '../../app/failure.tsx'
import { isActive, type Job, useJob } from '../../app/jobs.ts'
import { JobProgress } from '../../components/job-progress.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { useTexts } from '../../i18n.ts'
import { type Upload, useUpload } from './import-data.ts'
import styles from './imports.module.css'
import { MatchStep } from './match-step.tsx'
import { PreviewStep } from './preview-step.tsx'
import { ResultStep } from './result-step.tsx'
import { useImportTexts } from './texts.ts'

type Step = 0 | 1 | 2

/** As far as the file has come; one may go back to its headings. */
function reached({ checked, result }: Upload): Step {
  if (result) return 2
  return checked ? 1 : 0
}

export function UploadPage() {
  const id = usePathParam('id')
  const { data, error, isPending, refetch } = useUpload(id)
  if (isPending) return <Skeleton active />
  if (error) return <Failure error={error} reset={() => void refetch()} />
  return <ThreeSteps upload={data} />
}

function ThreeSteps({ upload }: { readonly upload: Upload }) {
  const t = useImportTexts()
  const shared = useTexts()
  const { message } = App.useApp()
  const queries = useQueryClient()
  const [back, setBack] = useState(false)
  const { job, cancel } = useJob(upload.job ?? undefined)
  const busy = job !== undefined && isActive(job)
  const refresh = () => queries.invalidateQueries({ queryKey: ['imports'] })
  useOnceOver(job, () => {
    setBack(false)
    void refresh()
  })
  const begin = useMutation({
    mutationFn: ({ path, body }: { path: 'check' | 'import'; body?: object }) =>
      post<{ job: string }>(`/imports/uploads/${upload.id}/${path}`, body),
    onSuccess: refresh,
    onError: (error) => void message.error(error.message, 8),
  })
  const step = back ? 0 : reached(upload)
  const titles = [t('step.match'), t('step.preview'), t('step.result')]
  return (
    <>
      <PageHeader title={upload.name} back="/imports" />
      <Steps
        className={styles.steps}
        size="small"
        current={step}
        items={titles.map((title) => ({ title }))}
      />
      {busy && <JobProgress job={job} onCancel={cancel} />}
      {!busy && job?.status === 'failed' && job.error && (
        <Alert type="error" showIcon title={job.error.message} className={styles.notes} />
      )}
      {!busy && job?.status === 'cancelled' && (
        <Alert type="info" showIcon title={shared('jobs.stateCancelled')} className={styles.notes} />
      )}
      {!busy && step === 0 && (
        <MatchStep
          upload={upload}
          starting={begin.isPending}
          onNext={() => begin.mutate({ path: 'check' })}
        />
      )}
      {!busy && step === 1 && upload.checked && (
        <PreviewStep
          upload={upload}
          finding={upload.checked}
          starting={begin.isPending}
          onBack={() => setBack(true)}
          onConfirm={(digest) => begin.mutate({ path: 'import', body: { digest } })}
        />
      )}
      {!busy && step === 2 && upload.result && <ResultStep upload={upload} finding={upload.result} />}
      {!busy && step === 2 && upload.status === 'open' && (
        <Button onClick={() => setBack(true)}>{t('preview.back')}</Button>
      )}
    </>
  )
}

/** Once per job: a short one is over before it is first asked after. */
function useOnceOver(job: Job | undefined, act: () => void): void {
  const told = useRef<string>(undefined)
  useEffect(() => {
    if (!job || isActive(job) || told.current === job.id) return
    told.current = job.id
    act()
  })
}
