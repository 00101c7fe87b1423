/** A policy as a document to read, with its contents beside it. */
import { html } from 'hono/html'
import type { PolicyVersion } from '../../settlement/policy-version.ts'
import { formulas } from '../markdown/formulas.ts'
import { renderMarkdown } from '../markdown/render.ts'
import type { Html, View } from '../view.ts'
import { clauseAnchor } from './policy-anchors.ts'

export function policyPage({ t }: View, version: PolicyVersion): Html {
  const { program } = version
  const { document } = program
  const { meta } = document
  const [title, ...clauses] = document.clauses
  const body = renderMarkdown(
    {
      text: document.text,
      headingId: (from) => {
        const clause = document.clauses.find((other) => other.from === from)
        return clause && clauseAnchor(program, clause)
      },
      isCaption: (from, to) => document.tables.some((table) => table.from >= from && table.from < to),
      code: (language, from, to) => (language === 'policy' ? formulas(program, from, to) : undefined),
    },
    bodyStart(document.text, title?.title === meta.name ? title : undefined),
  )
  return html`
<h1>${meta.name}</h1>
<dl class="facts">
<div><dt>${t.policyVersion}</dt><dd>${version.version}</dd></div>
<div><dt>${t.policyFrom}</dt><dd>${meta.from ?? t.openEnd}</dd></div>
<div><dt>${t.policyTo}</dt><dd>${meta.to ?? t.openEnd}</dd></div>
<div><dt>${t.policyScope}</dt><dd>${meta.scope}</dd></div>
<div><dt>${t.policyDigest}</dt><dd><code title="${version.digest}">${version.digest.slice(0, 16)}</code></dd></div>
</dl>
<div class="policy">
<nav class="contents" aria-labelledby="contents">
<h2 id="contents">${t.contents}</h2>
<ol>${clauses.map((clause) => html`<li class="level${clause.level}"><a href="#${clauseAnchor(program, clause)}">${clause.title}</a></li>`)}</ol>
</nav>
<article class="document">
${body}
</article>
</div>`
}

/** The page already says the name: the document's own title is left out when it repeats it. */
function bodyStart(text: string, title: { readonly to: number; readonly from: number } | undefined): number {
  if (title) return text.indexOf('\n', title.from) + 1 || text.length
  return /^---[ \t]*\r?\n[\s\S]*?\r?\n---[ \t]*(?:\r?\n|$)/.exec(text)?.[0].length ?? 0
}
