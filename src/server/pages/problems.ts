/** What could not be computed, by cause. */
import { html } from 'hono/html'
import type { Settled } from '../../publication/settled.ts'
import type { Problem } from '../../settlement/problems.ts'
import { type Html, link, type View } from '../view.ts'

export function problemsPage(view: View, settled: Settled, problems: readonly Problem[]): Html {
  const { t } = view
  const { period, run } = settled
  const causes = Map.groupBy(
    problems,
    ({ object, variable, message }) => `${object}\n${variable}\n${message}`,
  )
  return html`
<nav class="trail"><a href="${link(view, [''], { month: period.name })}">← ${t.periodName(period.name)}</a></nav>
<h1>${t.problemsIn(t.periodName(period.name))}</h1>
${run.problems === 0 ? html`<p class="empty good">${t.noProblems}</p>` : html`<p class="note">${t.problemsMean}</p>`}
${[...causes.values()].map((group) => causeSection(view, settled, group))}`
}

function causeSection(view: View, { period, version }: Settled, problems: readonly Problem[]): Html {
  const { t } = view
  const [first] = problems
  if (!first) return html``
  const object = version.program.names.objects.find((other) => other.label === first.object)
  // A key written with a slash of its own cannot be taken apart again; it stays text.
  const key = (problem: Problem) =>
    object && problem.key.split('/').length === object.key.length
      ? html`<a href="${link(view, ['why', period.name, object.id, problem.variable], { key: problem.key.split('/') })}">${problem.key}</a>`
      : problem.key
  return html`
<section class="problem">
<h2>${first.object}.${first.variable} <span class="count">${t.count(problems.length)}</span></h2>
<p class="wrong">${first.message}</p>
${first.clause === '' ? '' : html`<p class="note">${t.clause} ${first.clause}</p>`}
<ul class="keys">${problems.map((problem) => html`<li class="code">${key(problem)}</li>`)}</ul>
</section>`
}
