/** What helps while writing: completion, explanations, mistakes with their corrections. */

import { autocompletion, type Completion, type CompletionContext } from '@codemirror/autocomplete'
import { type Diagnostic, linter } from '@codemirror/lint'
import { type EditorView, hoverTooltip } from '@codemirror/view'
import { currentLanguage } from '../../../i18n.ts'
import type { LawWarning } from '../data.ts'
import type { Checked, Reader } from './reader.ts'

interface Needs {
  readonly reader: Reader
  readonly onChecked: (checked: Checked) => void
  /** Warnings about law, of the text they were asked for. */
  readonly law: () => { readonly text: string; readonly warnings: readonly LawWarning[] }
  readonly fixLabel: (text: string) => string
}

const types: Readonly<Record<string, string>> = {
  definition: 'variable',
  field: 'property',
  rows: 'interface',
  table: 'constant',
  function: 'function',
  word: 'keyword',
  object: 'class',
  head: 'keyword',
}

export function assistance(needs: Needs) {
  return [
    autocompletion({ override: [(context) => complete(context, needs)], icons: true }),
    hoverTooltip((view, position) => explain(view, position, needs), { hoverTime: 300 }),
    linter((view) => diagnose(view, needs), { delay: 300 }),
  ]
}

async function complete(context: CompletionContext, { reader }: Needs) {
  const text = context.state.doc.toString()
  const before = text[context.pos - 1] ?? ''
  if (!context.explicit && !/[\p{L}_.．]/u.test(before)) return null
  const found = await reader.ask('complete', text, context.pos, currentLanguage())
  if (!found || found.options.length === 0) return null
  return {
    from: found.from,
    validFor: /^[\p{L}_][\p{L}\d_]*$/u,
    options: found.options.map(
      ({ label, kind, detail, info, apply }): Completion => ({
        label,
        type: types[kind] ?? 'text',
        detail,
        ...(info ? { info } : {}),
        ...(apply ? { apply } : {}),
      }),
    ),
  }
}

async function explain(view: EditorView, position: number, { reader }: Needs) {
  const found = await reader.ask('explain', view.state.doc.toString(), position, currentLanguage())
  if (!found) return null
  const { from, to, title, unit, text, clause } = found
  return {
    pos: from,
    end: to,
    above: true,
    create() {
      const dom = document.createElement('div')
      dom.className = 'cm-explanation'
      for (const [tag, content] of [
        ['strong', unit ? `${title}（${unit}）` : title],
        ['p', text],
        ['small', clause ?? ''],
      ] as const) {
        if (content === '') continue
        const part = document.createElement(tag)
        part.textContent = content
        dom.append(part)
      }
      return { dom }
    },
  }
}

async function diagnose(view: EditorView, needs: Needs): Promise<Diagnostic[]> {
  const text = view.state.doc.toString()
  const checked = await needs.reader.ask('check', text)
  // Of a text that has been written on since, nobody wants to hear.
  if (view.state.doc.toString() !== text) return []
  needs.onChecked(checked)
  const law = needs.law()
  return [...checked.issues.map((issue) => diagnosticOf(issue, text, needs)), ...lawOf(law, text)]
}

function diagnosticOf(issue: Checked['issues'][number], text: string, { fixLabel }: Needs): Diagnostic {
  const { suggestion } = issue
  const from = Math.min(issue.from, text.length)
  return {
    from,
    to: Math.max(from, Math.min(issue.to, text.length)),
    severity: issue.severity,
    message: issue.message,
    ...(suggestion === undefined
      ? {}
      : {
          actions: [
            {
              name: fixLabel(suggestion),
              apply: (view: EditorView, start: number, end: number) =>
                view.dispatch({ changes: { from: start, to: end, insert: suggestion } }),
            },
          ],
        }),
  }
}

/** Only while the text is the one they were found in; the next answer brings them back at their new place. */
function lawOf({ text, warnings }: ReturnType<Needs['law']>, now: string): Diagnostic[] {
  if (text !== now) return []
  return warnings.map(({ from, to, code, text: sentence, articles, region }) => ({
    from: Math.min(from, now.length),
    to: Math.min(to, now.length),
    severity: 'info' as const,
    source: `${code} · ${region} · ${articles}`,
    message: sentence,
  }))
}
