import { pageTexts } from '../../locales/page-texts.ts'

export const useReceiptTexts = pageTexts(
  'receipts',
  {
    title: '回款',
    answer: '共 {{count}} 笔，合计 {{amount}} 元；最近一笔 {{last}}。',
    answerFound: '共 {{all}} 笔，找到 {{count}} 笔，合计 {{amount}} 元。',
  },
  {
    title: 'Receipts',
    answer: '{{count}} receipts, {{amount}} yuan in total; the latest on {{last}}.',
    answerFound: '{{count}} of {{all}} receipts found, {{amount}} yuan.',
  },
)
