/**
 * The controls that narrow a list. Knows nothing of where the values are kept:
 *
 *     <Filters filters={filters} values={values} onChange={(field, value) => …} q={q} onSearch={setQ} />
 */
import { FilterOutlined } from '@ant-design/icons'
import { Badge, Button, Input } from 'antd'
import { useState } from 'react'
import { useTexts } from '../../i18n.ts'
import type { Filter, FilterValue, FilterValues } from './filter.ts'
import { FilterField } from './filter-field.tsx'
import styles from './filters.module.css'

interface Props {
  readonly filters: readonly Filter[]
  readonly values: FilterValues
  readonly onChange: (field: string, value: FilterValue | undefined) => void
  readonly q?: string | undefined
  readonly onSearch?: (q: string) => void
  readonly onClear: () => void
}

export function Filters({ filters, values, onChange, q, onSearch, onClear }: Props) {
  const t = useTexts()
  const [shown, setShown] = useState(false)
  const given = Object.keys(values).length
  return (
    <search className={styles.filters} aria-label={t('filter.label')} data-shown={shown}>
      {onSearch && (
        <Input.Search
          key={q}
          className={styles.search}
          defaultValue={q}
          allowClear
          placeholder={t('table.search')}
          aria-label={t('table.search')}
          onSearch={onSearch}
        />
      )}
      {filters.length > 0 && (
        <Badge count={given} size="small" className={styles.toggle}>
          <Button icon={<FilterOutlined />} aria-expanded={shown} onClick={() => setShown(!shown)}>
            {t('filter.label')}
          </Button>
        </Badge>
      )}
      {filters.map((filter) => (
        <FilterField
          key={filter.field}
          filter={filter}
          value={values[filter.field]}
          onChange={(value) => onChange(filter.field, value)}
        />
      ))}
      {(given > 0 || q) && (
        <Button type="link" onClick={onClear} className={styles.clear}>
          {t('table.clear')}
        </Button>
      )}
    </search>
  )
}
