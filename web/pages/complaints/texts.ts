import { pageTexts } from '../../locales/page-texts.ts'

export const useComplaintTexts = pageTexts(
  'complaints',
  {
    title: '客户投诉',
    answer: '投诉先登记，判定之后再填“成立”和判定日；只有判定成立的计入考评。',
    all: '全部',
    open: '待判定',
    justified: '成立',
    view: '看哪些',
  },
  {
    title: 'Complaints',
    answer: 'Entered first, judged later; only those found justified count in the appraisal.',
    all: 'All',
    open: 'To be judged',
    justified: 'Justified',
    view: 'Show',
  },
)
