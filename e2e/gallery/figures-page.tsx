import { Button } from 'antd'
import { useState } from 'react'
import { Chart } from '../../web/components/chart/chart.tsx'
import { Money } from '../../web/components/money.tsx'
import { MonthPicker, useMonth } from '../../web/components/month-picker.tsx'
import { PageHeader } from '../../web/components/page-header.tsx'
import { PeriodText } from '../../web/components/period-text.tsx'
import { useConfirm } from '../../web/components/use-confirm.ts'

const months = Array.from({ length: 10 }, (_, index) => `${index + 1}月`)

export function FiguresPage() {
  const [month] = useMonth('2026-10')
  const confirm = useConfirm()
  const [closed, setClosed] = useState(false)
  const close = async () =>
    setClosed(
      await confirm({
        title: '关账 2026年10月？',
        consequence: '57 份绩效单定稿，合计 412,380.50 元；之后只能用调整更正。',
        action: '关账',
      }),
    )
  return (
    <>
      <PageHeader
        title={<PeriodText value={month} />}
        answer={
          <>
            本月挣到 <Money value="8423.50" earned unit />
            ，比上月 <Money value="1210.00" signed unit />。
          </>
        }
        actions={
          <>
            <MonthPicker fallback="2026-10" latest="2026-11" />
            <Button type="primary" disabled={closed} onClick={() => void close()}>
              {closed ? '已关账' : '关账'}
            </Button>
          </>
        }
      />
      <div
        style={{
          display: 'grid',
          gap: 16,
          gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 480px), 1fr))',
        }}
      >
        <Chart
          title="10月绩效的构成"
          spec={{
            kind: 'waterfall',
            unit: '元',
            steps: [
              { name: '固定工资', value: '5000.00', total: true },
              { name: '回款提成', value: '2860.00' },
              { name: '超价提成', value: '1350.50' },
              { name: '迟交扣减', value: '-787.00' },
              { name: '合计', value: '8423.50', total: true },
            ],
          }}
        />
        <Chart
          title="回款与目标"
          spec={{
            kind: 'line',
            unit: '元',
            categories: months,
            series: [
              {
                name: '回款',
                values: [
                  '120000',
                  '80000',
                  '260000',
                  '190000',
                  '310000',
                  '280000',
                  '150000',
                  '330000',
                  '410000',
                  '385000.5',
                ],
              },
              { name: '目标', values: months.map(() => '250000') },
            ],
          }}
        />
        <Chart
          title="回款比例"
          spec={{
            kind: 'line',
            unit: '%',
            stepped: true,
            categories: months,
            series: [
              {
                name: '累计',
                values: ['0', '0.3', '0.3', '0.3', '0.6', '0.6', '0.9', '0.9', '0.95', '0.95'],
              },
            ],
          }}
        />
        <Chart
          title="各事业部"
          spec={{
            kind: 'bar',
            unit: '元',
            stacked: true,
            categories: ['水质', '大气', '服务'],
            series: [
              { name: '首付', values: ['520000', '310000', '90000'] },
              { name: '尾款', values: ['260000', '420000', '40000'] },
            ],
          }}
        />
      </div>
    </>
  )
}
