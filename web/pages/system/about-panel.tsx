import { useQuery } from '@tanstack/react-query'
import { Alert, Card, Descriptions, Skeleton, Table } from 'antd'
import type { Answer } from '../../answer.ts'
import { get } from '../../api.ts'
import { useLanguage } from '../../i18n.ts'
import { bytesText } from './bytes-text.ts'
import styles from './system.module.css'
import { useSystemTexts } from './texts.ts'

export function AboutPanel() {
  const t = useSystemTexts()
  const language = useLanguage()
  const { data, error } = useQuery({
    queryKey: ['about'],
    queryFn: ({ signal }) => get<Answer<'/system/about', 'get'>>('/system/about', { signal }),
  })
  if (error) return <Alert type="error" showIcon title={error.message} />
  if (!data) return <Skeleton active />
  const engine = t(data.engine === 'pglite' ? 'about.embedded' : 'about.server', { version: data.postgres })
  return (
    <>
      {data.outdated && (
        <Alert type="warning" showIcon title={t('about.outdated')} className={styles.result} />
      )}
      {data.beforeRules.length > 0 && (
        <Alert
          type="warning"
          showIcon
          className={styles.result}
          title={t('about.beforeRules')}
          description={
            <ul>
              {data.beforeRules.map(({ object, english, rule, ruleEnglish, rows }) => (
                <li key={`${object} ${rule}`}>
                  {t('about.beforeRule', {
                    object: language === 'en' ? english : object,
                    rule: language === 'en' ? ruleEnglish : rule,
                    count: rows,
                  })}
                </li>
              ))}
            </ul>
          }
        />
      )}
      <Card className={styles.form}>
        <Descriptions
          column={1}
          size="small"
          items={[
            { key: 'v', label: t('about.version'), children: data.version },
            { key: 'd', label: t('about.database'), children: engine },
            { key: 's', label: t('about.databaseSize'), children: bytesText(data.databaseBytes) },
            { key: 'm', label: t('about.migrations'), children: data.migrations },
            { key: 'n', label: t('about.node'), children: data.node },
            { key: 'f', label: t('about.folder'), children: data.folder },
            { key: 'b', label: t('about.folderSize'), children: bytesText(data.folderBytes) },
          ]}
        />
      </Card>
      <h2 className={styles.section}>{t('about.dependencies')}</h2>
      <Table
        size="small"
        rowKey="name"
        pagination={false}
        className={styles.form}
        dataSource={[...data.dependencies]}
        columns={[
          { title: t('about.package'), dataIndex: 'name', rowScope: 'row' },
          { title: t('about.packageVersion'), dataIndex: 'version' },
          { title: t('about.license'), dataIndex: 'license' },
        ]}
      />
    </>
  )
}
