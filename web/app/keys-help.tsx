import { Modal } from 'antd'
import { type MessageKey, useTexts } from '../i18n.ts'
import styles from './keys-help.module.css'
import { modifierName } from './use-keys.ts'

const keys: readonly (readonly [readonly string[], MessageKey])[] = [
  [[modifierName, 'K'], 'key.palette'],
  [['?'], 'key.help'],
  [['G', 'H'], 'key.home'],
  [['['], 'key.navigation'],
  [['↑', '↓'], 'key.rows'],
  [['Enter'], 'key.open'],
  [['Esc'], 'key.close'],
]

export function KeysHelp({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const t = useTexts()
  return (
    <Modal open={open} onCancel={onClose} footer={null} title={t('shell.keys')} width={420}>
      <dl className={styles.keys}>
        {keys.map(([names, what]) => (
          <div key={what}>
            <dt>{t(what)}</dt>
            <dd>
              {names.map((name) => (
                <kbd key={name}>{name}</kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Modal>
  )
}
