/** Chinese first, English second. `useTexts` reads the shared words; pages have their own (locales/page-texts.ts). */
import i18next from 'i18next'
import { initReactI18next, useTranslation } from 'react-i18next'
import { en } from './locales/en.ts'
import { type Messages, zh } from './locales/zh.ts'
import { recall, remember } from './storage.ts'

export type Language = 'zh' | 'en'

/** `'shell.signOut' | 'page.contracts' | …`; of plural forms only the stem. */
export type Keys<T> = {
  [K in keyof T & string]: T[K] extends string ? Stem<K> : `${K}.${Keys<T[K]>}`
}[keyof T & string]

type Stem<K extends string> = K extends `${infer S}_${'one' | 'other'}` ? S : K

export type MessageKey = Keys<Messages>

export type Translate<K extends string> = (key: K, values?: Record<string, string | number>) => string

function initialLanguage(): Language {
  const asked = recall('language') ?? navigator.language
  return asked.startsWith('en') ? 'en' : 'zh'
}

export async function startLanguage(): Promise<void> {
  i18next.on('languageChanged', (language) => {
    document.documentElement.lang = language === 'en' ? 'en' : 'zh-CN'
  })
  await i18next.use(initReactI18next).init({
    lng: initialLanguage(),
    fallbackLng: 'zh',
    resources: { zh: { common: zh }, en: { common: en } },
    defaultNS: 'common',
    interpolation: { escapeValue: false },
  })
}

export const currentLanguage = (): Language => (i18next.language === 'en' ? 'en' : 'zh')

export function switchLanguage(language: Language): void {
  remember('language', language)
  void i18next.changeLanguage(language)
}

export function useTexts(): Translate<MessageKey> {
  const { t } = useTranslation('common')
  return t as unknown as Translate<MessageKey>
}

/** Marks between parts that are put together, such as a label and its value. */
export const punctuation = {
  zh: { colon: '：', semicolon: '；', stop: '。', comma: '、' },
  en: { colon: ': ', semicolon: '; ', stop: '. ', comma: ', ' },
} as const satisfies Record<Language, Marks>

export type Marks = Readonly<Record<'colon' | 'semicolon' | 'stop' | 'comma', string>>

export const usePunctuation = (): Marks => punctuation[useLanguage()]

/** Outside React; what it returns does not follow a later change of language. */
export const text: Translate<MessageKey> = (key, values) => i18next.t(key, { ...values })

export function useLanguage(): Language {
  const { i18n } = useTranslation('common')
  return i18n.language === 'en' ? 'en' : 'zh'
}
