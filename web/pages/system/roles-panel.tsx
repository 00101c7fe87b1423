/** The table of permissions as it is in force: what each role may do, to whose. */
import { useQuery } from '@tanstack/react-query'
import { Alert, Select, Skeleton, Table } from 'antd'
import type { Verb } from '../../../src/access/permissions.ts'
import type { Role, Scope } from '../../../src/access/roles.ts'
import type { Answer } from '../../answer.ts'
import { get } from '../../api.ts'
import { useAddress } from '../../app/address.ts'
import { useTexts } from '../../i18n.ts'
import styles from './system.module.css'
import { useSystemTexts } from './texts.ts'

type Permissions = Answer<'/permissions', 'get'>
type Rules = Permissions['resources'][number]['rules'][Role]

export function RolesPanel() {
  const t = useSystemTexts()
  const common = useTexts()
  const [{ roles = '' }, setSearch] = useAddress()
  const { data, error } = useQuery({
    queryKey: ['permissions'],
    queryFn: ({ signal }) => get<Permissions>('/permissions', { signal }),
  })
  if (error) return <Alert type="error" showIcon title={error.message} />
  if (!data) return <Skeleton active />
  const picked = roles.split(',').filter(Boolean)
  const shown = data.roles.filter(({ id }) => picked.length === 0 || picked.includes(id))
  const said = (rules: Rules = {}) =>
    [...Map.groupBy(Object.entries(rules) as [Verb, Scope][], ([, scope]) => scope)].map(([scope, verbs]) => (
      <li key={scope}>
        {verbs.map(([verb]) => t(`roles.${verb}`)).join(t('list'))}{' '}
        <span className={styles.soft}>{t(`roles.${scope}`)}</span>
      </li>
    ))
  return (
    <>
      <div className={styles.bar}>
        <p>{t('roles.answer')}</p>
        <Select
          mode="multiple"
          allowClear
          aria-label={t('roles.pick')}
          placeholder={t('roles.pick')}
          style={{ minWidth: 260 }}
          value={picked}
          onChange={(ids: string[]) => setSearch({ roles: ids.join(',') })}
          options={data.roles.map(({ id }) => ({ value: id, label: common(`role.${id}`) }))}
        />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className={styles.matrix} aria-label={t('tab.roles')} tabIndex={0}>
        <Table
          size="small"
          bordered
          pagination={false}
          rowKey="id"
          dataSource={[...data.resources]}
          columns={[
            {
              title: t('roles.resource'),
              dataIndex: 'label',
              width: 160,
              rowScope: 'row',
            },
            ...shown.map(({ id }) => ({
              title: common(`role.${id}`),
              key: id,
              width: 120,
              render: (_: unknown, { rules }: Permissions['resources'][number]) => (
                <ul className={styles.list}>{said(rules[id])}</ul>
              ),
            })),
          ]}
        />
      </section>
    </>
  )
}
