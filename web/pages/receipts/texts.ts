import { pageTexts } from '../../locales/page-texts.ts'

export const useReceiptTexts = pageTexts(
  'receipts',
  { title: '回款', answer: '共 {{count}} 笔，合计 {{amount}} 元；最近一笔 {{last}}。' },
  {
    title: 'Receipts',
    answer: '{{count}} receipts, {{amount}} yuan in total; the latest on {{last}}.',
  },
)
