import { pageTexts } from '../../locales/page-texts.ts'

export const usePersonalDataTexts = pageTexts(
  'personal-data',
  {
    title: '个人信息',
    masked: '为保护个人信息，只显示一部分。',
    whole: '已完整显示，并记入审计日志。',
    show: '完整显示',
    reason: '为什么要看',
    reasonNeeded: '请写明原因',
    recorded: '谁、什么时候、为什么看，都会记入审计日志。',
    id_number: '身份证号',
    bank_name: '开户行',
    bank_account: '银行账号',
    phone: '电话',
  },
  {
    title: 'Personal data',
    masked: 'Shown in part only, to protect them.',
    whole: 'Shown whole, and recorded in the audit log.',
    show: 'Show whole',
    reason: 'Why you need to see them',
    reasonNeeded: 'Give the reason',
    recorded: 'Who looked, when and why is recorded in the audit log.',
    id_number: 'Identity number',
    bank_name: 'Bank',
    bank_account: 'Bank account',
    phone: 'Telephone',
  },
)
