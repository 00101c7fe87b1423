import { pageTexts } from '../../locales/page-texts.ts'

export const useWorkbenchTexts = pageTexts(
  'workbench',
  {
    hello: '{{name}}，您好',
    nothing: '现在没有等您处理的事。',
    empty: '没有待办',
    emptyHelp: '需要您登记、核对或批准的事会出现在这里，最早的在最前面。',
  },
  {
    hello: 'Hello, {{name}}',
    nothing: 'Nothing is waiting for you.',
    empty: 'Nothing to do',
    emptyHelp: 'What you have to enter, check or approve appears here, the oldest first.',
  },
)
