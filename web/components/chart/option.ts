/** A chart's data as what ECharts draws, in our colours. */
import type { EChartsCoreOption } from 'echarts/core'
import type { Language } from '../../i18n.ts'
import { fonts, type Palette } from '../../palette.ts'
import { amountOf, percentOf } from '../figures.ts'
import { barsOf, type ChartSpec, type Unit } from './spec.ts'

export function shownIn(unit: Unit): (value: string) => string {
  if (unit === '元') return (value) => amountOf(value)
  if (unit === '%') return percentOf
  return (value) => `${amountOf(value, 0)}${unit}`
}

export function optionOf(spec: ChartSpec, colours: Palette, language: Language = 'zh'): EChartsCoreOption {
  const common = frame(spec, colours, language)
  return spec.kind === 'waterfall'
    ? { ...common, ...waterfall(spec, colours) }
    : { ...common, ...plain(spec, colours) }
}

function frame(spec: ChartSpec, colours: Palette, language: Language): EChartsCoreOption {
  const categories = spec.kind === 'waterfall' ? spec.steps.map(({ name }) => name) : spec.categories
  const show = shownIn(spec.unit)
  return {
    animation: false,
    color: [colours.primaryFill, colours.earnedFill, colours.faint, colours.good, colours.warn],
    textStyle: { fontFamily: fonts, color: colours.soft },
    grid: {
      left: 4,
      right: 12,
      top: spec.kind !== 'waterfall' && spec.series.length > 1 ? 40 : 24,
      bottom: 4,
      containLabel: true,
    },
    xAxis: {
      type: 'category',
      data: [...categories],
      axisLine: { lineStyle: { color: colours.rule } },
      axisTick: { show: false },
      axisLabel: { color: colours.soft, hideOverlap: true, interval: spec.kind === 'waterfall' ? 0 : 'auto' },
    },
    yAxis: {
      type: 'value',
      splitLine: { lineStyle: { color: colours.rule } },
      axisLabel: { color: colours.soft, formatter: (value: number) => onAxis(value, spec.unit, language) },
    },
    tooltip: {
      // Drawn on the canvas: HTML tooltips carry styles that the content policy refuses.
      renderMode: 'richText',
      trigger: spec.kind === 'waterfall' ? 'item' : 'axis',
      confine: true,
      backgroundColor: colours.raised,
      borderColor: colours.rule,
      textStyle: { color: colours.ink },
      valueFormatter: (value: unknown) => (value === null || value === undefined ? '—' : show(String(value))),
    },
  }
}

function onAxis(value: number, unit: Unit, language: Language): string {
  if (unit === '%') return `${Math.round(value * 100)}%`
  if (unit === '元' && language === 'en') {
    if (Math.abs(value) >= 1_000_000) return `${Math.round(value / 10_000) / 100}M`
    if (Math.abs(value) >= 1000) return `${Math.round(value / 10) / 100}k`
  }
  if (unit === '元' && Math.abs(value) >= 10_000) return `${Math.round(value / 100) / 100}万`
  return amountOf(String(value), 0)
}

const dashes = ['solid', 'dashed', 'dotted'] as const

type PlainSpec = Extract<ChartSpec, { kind: 'line' | 'bar' }>

function plain({ kind, series, stacked, stepped }: PlainSpec, colours: Palette): EChartsCoreOption {
  return {
    legend:
      series.length > 1
        ? { top: 0, left: 0, icon: 'roundRect', textStyle: { color: colours.soft } }
        : undefined,
    series: series.map(({ name, values }, index) => ({
      type: kind,
      name,
      data: [...values],
      ...(stacked ? { stack: 'all' } : {}),
      ...(stepped ? { step: 'end' } : {}),
      // Lines differ by their dashes too, not by colour alone.
      ...(kind === 'line'
        ? { symbolSize: 6, lineStyle: { width: 2, type: dashes[index % 3] } }
        : { barMaxWidth: 32 }),
    })),
  }
}

interface Drawing {
  value(dimension: number): number
  coord(point: readonly number[]): number[]
  size(point: readonly number[]): number | number[]
}

function waterfall(spec: Extract<ChartSpec, { kind: 'waterfall' }>, colours: Palette): EChartsCoreOption {
  const tones = { total: colours.primaryFill, up: colours.earnedFill, down: colours.wrong }
  const bars = barsOf(spec.steps)
  const show = shownIn(spec.unit)
  return {
    series: [
      {
        type: 'custom',
        data: bars.map(({ from, to }, index) => [index, from, to]),
        encode: { x: 0, y: [1, 2] },
        tooltip: {
          formatter: ({ dataIndex }: { dataIndex: number }) => {
            const step = spec.steps[dataIndex]
            return step ? `${step.name}\n${show(step.value)}` : ''
          },
        },
        renderItem: (_: unknown, api: Drawing) => {
          const index = api.value(0)
          const step = spec.steps[index]
          const [x = 0, start = 0] = api.coord([index, api.value(1)])
          const [, end = 0] = api.coord([index, api.value(2)])
          const [band = 0] = [api.size([1, 0])].flat()
          const width = Math.min(56, band * 0.6)
          const top = Math.min(start, end)
          const height = Math.max(1, Math.abs(start - end))
          return {
            type: 'group',
            children: [
              {
                type: 'rect',
                shape: { x: x - width / 2, y: top, width, height, r: 2 },
                style: { fill: tones[bars[index]?.tone ?? 'total'] },
              },
              {
                type: 'text',
                style: {
                  text: step ? show(step.value) : '',
                  x,
                  y: top - 4,
                  textAlign: 'center',
                  textVerticalAlign: 'bottom',
                  fill: colours.ink,
                  fontFamily: fonts,
                  fontSize: 12,
                },
              },
            ],
          }
        },
      },
    ],
  }
}
