/** One wording in place of another: what was taken away and what was added, word by word. */
import { diffWordsWithSpace } from 'diff'
import { useMemo } from 'react'

const segmenter = new Intl.Segmenter('zh', { granularity: 'word' })

interface Props {
  readonly before: string
  readonly after: string
  /** Of what stayed the same, a few lines around the changes are enough. */
  readonly fold?: boolean
}

export function Marked({ before, after, fold = false }: Props) {
  const parts = useMemo(
    () => diffWordsWithSpace(before, after, { intlSegmenter: segmenter }),
    [before, after],
  )
  return parts.map((part, i) => {
    const key = `${i}-${part.value.length}`
    if (part.added) return <ins key={key}>{part.value}</ins>
    if (part.removed) return <del key={key}>{part.value}</del>
    return <span key={key}>{fold ? folded(part.value) : part.value}</span>
  })
}

function folded(text: string): string {
  const lines = text.split('\n')
  return lines.length > 9 ? [...lines.slice(0, 4), '  ……', ...lines.slice(-4)].join('\n') : text
}
