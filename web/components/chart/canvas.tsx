/** The only file that loads ECharts, and only the parts of it that are used. */
import { BarChart, CustomChart, LineChart } from 'echarts/charts'
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components'
import { type EChartsType, init, use } from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'
import { useScheme } from '../../app/appearance.ts'
import { useLanguage } from '../../i18n.ts'
import { dark, light } from '../../palette.ts'
import { optionOf } from './option.ts'
import type { ChartSpec } from './spec.ts'

use([BarChart, LineChart, CustomChart, GridComponent, LegendComponent, TooltipComponent, CanvasRenderer])

interface Props {
  readonly spec: ChartSpec
  readonly height: number
  readonly onOpen?: ((index: number) => void) | undefined
}

export function Canvas({ spec, height, onOpen }: Props) {
  const box = useRef<HTMLDivElement>(null)
  const chart = useRef<EChartsType>(undefined)
  const scheme = useScheme()
  const language = useLanguage()
  const open = useRef(onOpen)
  open.current = onOpen
  useEffect(() => {
    if (!box.current) return
    const made = init(box.current)
    chart.current = made
    made.on('click', ({ dataIndex }) => open.current?.(dataIndex))
    const watch = new ResizeObserver(() => made.resize())
    watch.observe(box.current)
    return () => {
      watch.disconnect()
      made.dispose()
    }
  }, [])
  useEffect(() => {
    chart.current?.setOption(optionOf(spec, scheme === 'dark' ? dark : light, language), true)
  }, [spec, scheme, language])
  return <div ref={box} style={{ height }} />
}
