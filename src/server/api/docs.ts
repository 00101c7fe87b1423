/** The interface as a page, made from its own description. No script, nothing from elsewhere. */
import { html } from 'hono/html'
import { z } from 'zod'

const operation = z.object({
  summary: z.string().optional(),
  tags: z.array(z.string()).optional(),
  'x-access': z.union([z.string(), z.array(z.string())]).optional(),
  parameters: z
    .array(
      z.object({
        name: z.string(),
        in: z.string(),
        required: z.boolean().optional(),
        description: z.string().optional(),
      }),
    )
    .optional(),
  requestBody: z.unknown().optional(),
  responses: z.record(z.string(), z.object({ content: z.record(z.string(), z.unknown()).optional() })),
})

const error = z.object({ code: z.string(), status: z.number(), text: z.string(), english: z.string() })

const description = z.object({
  paths: z.record(z.string(), z.record(z.string(), operation)),
  'x-errors': z.array(error),
})

type Operation = z.infer<typeof operation> & { readonly method: string; readonly path: string }

/** @param document what /api/openapi.json says. */
export function docsPage(document: unknown) {
  const { paths, 'x-errors': errors } = description.parse(document)
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(
      ([method, own]): Operation => ({ ...own, method: method.toUpperCase(), path }),
    ),
  )
  const bySubject = Map.groupBy(operations, (own) => own.tags?.[0] ?? '')
  return html`<!doctype html>
    <html lang="zh-CN">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>衡绩接口</title>
      </head>
      <body>
        <main>
          <h1>衡绩接口</h1>
          <p>
            机器可读的说明在 <a href="/api/openapi.json">/api/openapi.json</a>（OpenAPI 3.1）。程序用密钥访问：
            <code>Authorization: Bearer hj_…</code>。凡列出 <code>Idempotency-Key</code> 的请求，带上它重发不会做两次。
          </p>
          ${[...bySubject].map(([subject, own]) => html`<h2>${subject}</h2>${own.map(article)}`)}
          <h2>错误代码</h2>
          ${errorTable(errors)}
        </main>
      </body>
    </html>`
}

function errorTable(errors: readonly z.infer<typeof error>[]) {
  return html`<table>
    <thead>
      <tr>
        <th>代码</th>
        <th>HTTP</th>
        <th>中文</th>
        <th lang="en">English</th>
      </tr>
    </thead>
    <tbody>
      ${errors.map(
        ({ code, status, text, english }) => html`<tr>
          <td><code>${code}</code></td>
          <td>${status}</td>
          <td>${text}</td>
          <td lang="en">${english}</td>
        </tr>`,
      )}
    </tbody>
  </table>`
}

/** 202 application/json；400、401、…. */
function answers(responses: Operation['responses']): string {
  const all = Object.entries(responses)
  const good = all.flatMap(([status, { content }]) =>
    content ? [`${status} ${Object.keys(content).join('、')}`] : [],
  )
  return [...good, all.flatMap(([status, { content }]) => (content ? [] : [status])).join('、')].join('；')
}

function article({ method, path, summary, parameters = [], requestBody, responses, ...own }: Operation) {
  const access = own['x-access']
  return html`<article>
    <h3><code>${method} /api${path}</code></h3>
    <p>${summary ?? ''}（${typeof access === 'string' ? access : (access ?? []).join(' ')}）</p>
    <ul>
      ${parameters.map(
        (p) =>
          html`<li><code>${p.name}</code>（${p.in}${p.required ? '，必填' : ''}）${p.description ?? ''}</li>`,
      )}
    </ul>
    <p>回答：${answers(responses)}</p>
    ${requestBody ? html`<pre>${JSON.stringify(requestBody, null, 2)}</pre>` : ''}
  </article>`
}
