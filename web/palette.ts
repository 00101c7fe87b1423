/** The colours, light and dark. antd's tokens and our own style sheets both read them here. */
export interface Palette {
  readonly ink: string
  readonly soft: string
  readonly faint: string
  readonly page: string
  readonly paper: string
  readonly raised: string
  readonly rule: string
  readonly pale: string
  readonly primary: string
  readonly link: string
  readonly earned: string
  readonly earnedPale: string
  /** Filled areas of what `primary` and `earned` are as text: calmer, still 3:1 against the paper. */
  readonly primaryFill: string
  readonly earnedFill: string
  readonly wrong: string
  readonly good: string
  readonly warn: string
}

export const light: Palette = {
  ink: '#1b2430',
  soft: '#56606f',
  faint: '#687384',
  page: '#f5f6f8',
  paper: '#ffffff',
  raised: '#ffffff',
  rule: '#e1e5eb',
  pale: '#eef2f8',
  primary: '#2b4a7e',
  link: '#24519b',
  earned: '#965010',
  earnedPale: '#fbf1e4',
  primaryFill: '#42639c',
  earnedFill: '#c27f38',
  wrong: '#b3261e',
  good: '#2b6b4f',
  warn: '#8a5a00',
}

export const dark: Palette = {
  ink: '#e4e9f0',
  soft: '#a5b0bf',
  faint: '#8d99aa',
  page: '#0f1319',
  paper: '#171c24',
  raised: '#1e2530',
  rule: '#2c3441',
  pale: '#1f2a3b',
  primary: '#8fb2ea',
  link: '#93b8f3',
  earned: '#e3a869',
  earnedPale: '#2f2517',
  primaryFill: '#7d9fd6',
  earnedFill: '#d99a56',
  wrong: '#f2948c',
  good: '#7fc7a3',
  warn: '#e0b45c',
}

/** Of the system, on screen; only printed slips embed a font. */
export const fonts =
  '-apple-system, BlinkMacSystemFont, "PingFang SC", "Microsoft YaHei UI", "Microsoft YaHei", "Noto Sans SC", "Noto Sans CJK SC", "Segoe UI", sans-serif'

/** As custom properties on the root element, for the style sheets: `var(--ink)`, `var(--earned-pale)`. */
export function paint(root: HTMLElement, palette: Palette, scheme: 'light' | 'dark'): void {
  for (const [name, value] of Object.entries(palette)) {
    root.style.setProperty(`--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`, value)
  }
  root.style.colorScheme = scheme
  root.dataset.scheme = scheme
}
