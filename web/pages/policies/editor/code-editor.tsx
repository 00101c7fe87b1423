/** The text itself: CodeMirror with everything that helps. Loaded only when a policy is edited. */
import { closeBrackets, closeBracketsKeymap, completionKeymap } from '@codemirror/autocomplete'
import { defaultKeymap, history, historyKeymap, indentWithTab, redo, undo } from '@codemirror/commands'
import {
  bracketMatching,
  foldAll,
  foldGutter,
  foldKeymap,
  indentOnInput,
  unfoldAll,
} from '@codemirror/language'
import { forceLinting, lintGutter, lintKeymap } from '@codemirror/lint'
import { highlightSelectionMatches, openSearchPanel, search, searchKeymap } from '@codemirror/search'
import { EditorState } from '@codemirror/state'
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from '@codemirror/view'
import { type RefObject, useEffect, useRef } from 'react'
import { format, type Vocabulary } from '../../../../src/language/index.ts'
import { useLanguage } from '../../../i18n.ts'
import type { LawWarning } from '../data.ts'
import { usePolicyTexts } from '../texts.ts'
import { assistance } from './assistance.ts'
import styles from './editor.module.css'
import { phrases } from './phrases.ts'
import { policyLanguage } from './policy-language.ts'
import { type Checked, startReader } from './reader.ts'

export interface EditorHandle {
  readonly replaceAll: (text: string) => void
  readonly replace: (from: number, to: number, text: string) => void
  readonly format: () => void
  readonly search: () => void
  readonly undo: () => void
  readonly redo: () => void
  readonly foldAll: () => void
  readonly unfoldAll: () => void
  readonly goTo: (position: number) => void
}

interface Props {
  readonly initial: string
  readonly vocabulary: Vocabulary
  readonly law: { readonly text: string; readonly warnings: readonly LawWarning[] }
  readonly handle: RefObject<EditorHandle | undefined>
  readonly onChange: (text: string) => void
  readonly onChecked: (checked: Checked) => void
  readonly onCursor: (position: number) => void
}

export function CodeEditor(props: Props) {
  const t = usePolicyTexts()
  const language = useLanguage()
  const parent = useRef<HTMLDivElement>(null)
  const now = useRef(props)
  now.current = props
  const view = useRef<EditorView>(undefined)
  useEffect(() => {
    if (!parent.current) return
    const { initial, vocabulary, handle } = now.current
    const reader = startReader(vocabulary)
    const editor = new EditorView({
      parent: parent.current,
      state: EditorState.create({
        doc: initial,
        extensions: [
          surroundings(language),
          EditorView.contentAttributes.of({
            'aria-label': t('editor'),
            lang: 'zh-CN',
            spellcheck: 'false',
            tabindex: '0',
          }),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) now.current.onChange(update.state.doc.toString())
            if (update.selectionSet || update.docChanged)
              now.current.onCursor(update.state.selection.main.head)
          }),
          policyLanguage(),
          assistance({
            reader,
            onChecked: (checked) => now.current.onChecked(checked),
            law: () => now.current.law,
            fixLabel: (text) => t('fix', { text }),
          }),
        ],
      }),
    })
    view.current = editor
    handle.current = handleOf(editor)
    return () => {
      handle.current = undefined
      editor.destroy()
      reader.end()
    }
    // The editor keeps its own state; only another language makes a new one.
  }, [language, t])
  const { law } = props
  useEffect(() => {
    if (view.current) forceLinting(view.current)
  }, [law])
  return <div ref={parent} className={styles.code} />
}

function surroundings(language: string) {
  const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content
  return [
    nonce ? EditorView.cspNonce.of(nonce) : [],
    language === 'zh' ? EditorState.phrases.of(phrases) : [],
    lineNumbers(),
    foldGutter(),
    lintGutter(),
    history(),
    drawSelection(),
    indentOnInput(),
    bracketMatching(),
    closeBrackets(),
    highlightActiveLine(),
    highlightActiveLineGutter(),
    highlightSelectionMatches(),
    search({ top: true }),
    EditorView.lineWrapping,
    keymap.of([
      { key: 'Shift-Alt-f', run: formatAll },
      ...closeBracketsKeymap,
      ...defaultKeymap,
      ...searchKeymap,
      ...historyKeymap,
      ...foldKeymap,
      ...completionKeymap,
      ...lintKeymap,
      indentWithTab,
    ]),
  ]
}

/** Only what differs is replaced, so that cursor and folds stay. */
function replaceAll(view: EditorView, text: string): void {
  const old = view.state.doc.toString()
  if (old === text) return
  let from = 0
  while (from < Math.min(old.length, text.length) && old[from] === text[from]) from += 1
  let end = 0
  while (end < Math.min(old.length, text.length) - from && old.at(-1 - end) === text.at(-1 - end)) end += 1
  view.dispatch({ changes: { from, to: old.length - end, insert: text.slice(from, text.length - end) } })
}

function formatAll(view: EditorView): boolean {
  replaceAll(view, format(view.state.doc.toString()))
  return true
}

function handleOf(view: EditorView): EditorHandle {
  return {
    replaceAll: (text) => replaceAll(view, text),
    replace: (from, to, text) => view.dispatch({ changes: { from, to, insert: text } }),
    format: () => void formatAll(view),
    search: () => void openSearchPanel(view),
    undo: () => void undo(view),
    redo: () => void redo(view),
    foldAll: () => void foldAll(view),
    unfoldAll: () => void unfoldAll(view),
    goTo: (position) => {
      view.dispatch({
        selection: { anchor: position },
        effects: EditorView.scrollIntoView(position, { y: 'center' }),
      })
      view.focus()
    },
  }
}
