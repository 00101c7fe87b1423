/** What every component may rely on: server state, antd in our theme and language. */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { App, ConfigProvider } from 'antd'
import enUS from 'antd/locale/en_US'
import zhCN from 'antd/locale/zh_CN'
import dayjs from 'dayjs'
import 'dayjs/locale/zh-cn'
import { type ReactNode, useEffect, useMemo } from 'react'
import { ApiError } from '../api.ts'
import { useLanguage } from '../i18n.ts'
import { themeOf } from '../theme.ts'
import { useReducedMotion, useScheme } from './appearance.ts'

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      // A refusal stays a refusal; only what may pass by itself is asked again.
      retry: (times, error) => times < 2 && !(error instanceof ApiError && error.status >= 400),
    },
    mutations: { retry: false },
  },
})

const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content

export function Providers({ children }: { readonly children: ReactNode }) {
  const language = useLanguage()
  const scheme = useScheme()
  const reducedMotion = useReducedMotion()
  const theme = useMemo(() => themeOf(scheme, reducedMotion), [scheme, reducedMotion])
  useEffect(() => {
    dayjs.locale(language === 'en' ? 'en' : 'zh-cn')
  }, [language])
  return (
    <QueryClientProvider client={queries}>
      <ConfigProvider
        theme={theme}
        locale={language === 'en' ? enUS : zhCN}
        // antd puts a space between two Chinese characters of a button otherwise.
        button={{ autoInsertSpace: false }}
        {...(nonce ? { csp: { nonce } } : {})}
      >
        <App component={false}>{children}</App>
      </ConfigProvider>
    </QueryClientProvider>
  )
}
