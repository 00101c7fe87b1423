import { pageTexts } from '../../locales/page-texts.ts'

export const useAcceptanceTexts = pageTexts(
  'acceptances',
  { title: '验收', answer: '客户签署的验收单。订金从第一次验收起计入回款率。' },
  {
    title: 'Acceptances',
    answer: 'Acceptances signed by customers. A deposit counts from the first of them.',
  },
)
