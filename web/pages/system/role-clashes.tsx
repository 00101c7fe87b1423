/** Said while roles are chosen, not refused: a small company may have nobody else. */
import { Alert } from 'antd'
import { clashesIn, type Role } from '../../../src/access/roles.ts'
import { useTexts } from '../../i18n.ts'
import styles from './system.module.css'
import { useSystemTexts } from './texts.ts'

export function RoleClashes({ held }: { readonly held: readonly (Role | undefined)[] }) {
  const t = useSystemTexts()
  const common = useTexts()
  const clashes = clashesIn(held.filter((role) => role !== undefined))
  if (clashes.length === 0) return null
  const pairs = clashes.map(([one, other]) =>
    t('user.pair', { one: common(`role.${one}`), other: common(`role.${other}`) }),
  )
  return (
    <Alert
      className={styles.clashes ?? ''}
      type="warning"
      showIcon
      title={t('user.clashes')}
      description={
        <ul>
          {pairs.map((pair) => (
            <li key={pair}>{pair}</li>
          ))}
        </ul>
      }
    />
  )
}
