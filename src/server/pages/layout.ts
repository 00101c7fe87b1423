/** The frame around every page. */
import { html } from 'hono/html'
import { stylePath } from '../style.ts'
import { type Html, inOtherLanguage, link, type View } from '../view.ts'

export interface Frame {
  readonly title: string
  readonly body: Html
  /** The month the navigation keeps. */
  readonly month?: string | undefined
  readonly current?: 'month' | 'policy' | 'problems'
  /** Seconds after which the page asks again. */
  readonly refresh?: number
}

export function layout(view: View, { title, body, month, current, refresh }: Frame): Html {
  const { t } = view
  const tab = (name: Frame['current'], text: string, to: string) =>
    html`<a href="${to}"${current === name ? html` aria-current="page"` : ''}>${text}</a>`
  return html`<!doctype html>
<html lang="${t.htmlLang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
${refresh ? html`<meta http-equiv="refresh" content="${refresh}">` : ''}
<title>${title} · ${t.brand}</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="${stylePath}">
</head>
<body>
<a class="skip" href="#content">${t.toContent}</a>
<header>
<p class="sample">${t.sample}</p>
<div class="top">
<a class="brand" href="${link(view, [''])}"><strong>${t.brand}</strong> <span>${t.motto}</span></a>
<nav aria-label="${t.navigation}">
${tab('month', t.month, link(view, [''], { month }))}
${tab('policy', t.policy, link(view, ['policy']))}
${month ? tab('problems', t.problems, link(view, ['problems', month])) : ''}
<a href="${inOtherLanguage(view)}" lang="${view.language === 'en' ? 'zh-CN' : 'en'}" hreflang="${view.language === 'en' ? 'zh-CN' : 'en'}">${t.otherLanguage}</a>
</nav>
</div>
</header>
<main id="content" tabindex="-1">
${body}
</main>
<footer>${t.footer}</footer>
</body>
</html>
`
}
