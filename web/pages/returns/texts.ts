import { pageTexts } from '../../locales/page-texts.ts'

export const useReturnTexts = pageTexts(
  'returns',
  {
    title: '退货退款',
    answer: '退货指明是合同的哪一行，退款指明退的是哪一笔回款，扣回才算得清楚。',
    goods_return: '退货',
    refund: '退款',
  },
  {
    title: 'Returns and refunds',
    answer: 'A return names its line and a refund its receipt, so that what is taken back is clear.',
    goods_return: 'Goods returned',
    refund: 'Refunds',
  },
)
