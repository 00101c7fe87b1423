import { pageTexts } from '../../locales/page-texts.ts'

export const useReceiptTexts = pageTexts(
  'receipts',
  { title: '回款', answer: '每一笔到账：按合同、日期和款项类别查找，合计在表格最后一行。' },
  {
    title: 'Receipts',
    answer: 'Every payment received: by contract, day and kind; the total is the last row.',
  },
)
