/** Ctrl/⌘-K: go anywhere by typing. What can be found comes from palette-sources.ts. */
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Input, Modal } from 'antd'
import { type KeyboardEvent, useState } from 'react'
import { useTexts } from '../i18n.ts'
import styles from './palette.module.css'
import { type Found, search, usePageSource } from './palette-sources.ts'

export function CommandPalette({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const t = useTexts()
  return (
    <Modal
      open={open}
      onCancel={onClose}
      footer={null}
      closable={false}
      destroyOnHidden
      width={560}
      style={{ top: 96 }}
      title={t('shell.search')}
      // Its name is for those who do not see the field.
      styles={{ container: { padding: 0 }, header: { display: 'none' } }}
    >
      <Finder onClose={onClose} />
    </Modal>
  )
}

function Finder({ onClose }: { readonly onClose: () => void }) {
  const t = useTexts()
  const navigate = useNavigate()
  const [q, setQ] = useState('')
  const [at, setAt] = useState(0)
  const own = usePageSource(q)
  const remote = useQuery({
    queryKey: ['search', q],
    enabled: q.trim().length > 1,
    queryFn: ({ signal }) => search(q.trim(), signal),
    retry: false,
  })
  const found = [...own, ...(remote.data ?? [])]
  const chosen = Math.min(at, found.length - 1)
  const go = (entry: Found | undefined) => {
    if (!entry) return
    onClose()
    void navigate({ to: entry.to })
  }
  const move = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && !event.nativeEvent.isComposing) return go(found[chosen])
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (!step) return
    event.preventDefault()
    setAt((chosen + step + found.length) % Math.max(found.length, 1))
  }
  return (
    <>
      <Input
        maxLength={60}
        className={styles.input}
        size="large"
        variant="borderless"
        autoFocus
        role="combobox"
        aria-label={t('shell.search')}
        aria-expanded="true"
        aria-controls="palette-results"
        aria-activedescendant={found[chosen] ? `palette-${chosen}` : undefined}
        placeholder={t('shell.searchHint')}
        value={q}
        onChange={(event) => {
          setQ(event.target.value)
          setAt(0)
        }}
        onKeyDown={move}
      />
      <div id="palette-results" className={styles.results} role="listbox" aria-label={t('shell.search')}>
        {found.map((entry, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the keyboard
          <div
            key={entry.to + entry.title}
            id={`palette-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === chosen}
            className={styles.entry}
            onClick={() => go(entry)}
            onMouseMove={() => setAt(index)}
          >
            <span>{entry.title}</span>
            <span className={styles.kind}>{entry.kind}</span>
          </div>
        ))}
      </div>
      {found.length === 0 && <p className={styles.none}>{t('shell.nothingFound', { q })}</p>}
    </>
  )
}
