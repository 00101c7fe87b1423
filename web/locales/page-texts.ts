/**
 * The words of one page, loaded with it and not before:
 *
 *     // web/pages/contracts/texts.ts
 *     export const useContractTexts = pageTexts('contracts', { title: '合同' }, { title: 'Contracts' })
 *
 * The English must have exactly the keys of the Chinese, or it does not compile.
 */
import i18next from 'i18next'
import { useTranslation } from 'react-i18next'
import type { Keys, Translate } from '../i18n.ts'

export interface Texts {
  readonly [key: string]: string | Texts
}

type Shape<T> = { readonly [K in keyof T]: T[K] extends string ? string : Shape<T[K]> }

export function pageTexts<const T extends Texts>(
  page: string,
  zh: T,
  en: Shape<T>,
): () => Translate<Keys<T>> {
  i18next.addResourceBundle('zh', page, zh)
  i18next.addResourceBundle('en', page, en)
  return () => {
    const { t } = useTranslation(page)
    return t as unknown as Translate<Keys<T>>
  }
}
