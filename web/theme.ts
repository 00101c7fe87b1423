/** antd in our clothes: one ink blue, ruled tables, an 8-px grid, figures of one width. */
import { theme as antd, type ThemeConfig } from 'antd'
import { dark, fonts, light } from './palette.ts'

export function themeOf(scheme: 'light' | 'dark', reducedMotion: boolean): ThemeConfig {
  const c = scheme === 'dark' ? dark : light
  const onPrimary = scheme === 'dark' ? '#0f1726' : '#ffffff'
  return {
    algorithm: scheme === 'dark' ? antd.darkAlgorithm : antd.defaultAlgorithm,
    hashed: false,
    token: {
      fontFamily: fonts,
      fontSize: 14,
      motion: !reducedMotion,
      borderRadius: 6,
      borderRadiusLG: 10,
      colorPrimary: c.primary,
      colorLink: c.link,
      colorInfo: c.primary,
      colorError: c.wrong,
      colorSuccess: c.good,
      colorWarning: c.warn,
      // antd would mix these from the text colours, too dark for text on them.
      colorWarningBg: c.earnedPale,
      colorInfoBg: c.pale,
      colorSuccessBg: c.pale,
      colorSuccessBorder: c.rule,
      colorTextBase: c.ink,
      colorText: c.ink,
      colorTextSecondary: c.soft,
      colorTextTertiary: c.faint,
      colorTextDescription: c.soft,
      colorTextPlaceholder: c.faint,
      colorBgLayout: c.page,
      colorBgContainer: c.paper,
      colorBgElevated: c.raised,
      colorBorder: scheme === 'dark' ? '#465163' : '#c3cad5',
      colorBorderSecondary: c.rule,
      colorTextLightSolid: onPrimary,
      controlHeight: 34,
      boxShadowTertiary: 'none',
      linkHoverDecoration: 'underline',
    },
    components: {
      Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none', fontWeight: 500 },
      Menu: {
        itemBg: 'transparent',
        subMenuItemBg: 'transparent',
        itemSelectedBg: c.pale,
        itemSelectedColor: c.primary,
        itemHeight: 36,
        itemMarginInline: 8,
        groupTitleColor: c.faint,
        groupTitleFontSize: 12,
        activeBarBorderWidth: 0,
      },
      Table: {
        headerBg: 'transparent',
        headerColor: c.soft,
        headerSplitColor: 'transparent',
        headerBorderRadius: 0,
        headerSortActiveBg: 'transparent',
        headerSortHoverBg: c.pale,
        bodySortBg: 'transparent',
        cellPaddingBlockMD: 9,
        cellPaddingInlineMD: 12,
        rowHoverBg: c.pale,
        borderColor: c.rule,
      },
      Layout: { headerBg: c.paper, siderBg: c.paper, bodyBg: c.page },
      Card: { headerFontSize: 15 },
      Segmented: { trackBg: c.pale },
      Tooltip: { colorTextLightSolid: '#ffffff', colorBgSpotlight: '#2a3342' },
    },
  }
}
