/** Writes the parser tables from the grammar. `npm run fix` calls it; a test checks that they are current. */
import { readFileSync, writeFileSync } from 'node:fs'
import { buildParserFile } from '@lezer/generator'

const folder = new URL('../src/language/syntax/', import.meta.url)

/** The generated modules by file name. */
export function generateParser(): Record<string, string> {
  const grammar = readFileSync(new URL('policy.grammar', folder), 'utf8')
  const { parser, terms } = buildParserFile(grammar, {
    fileName: 'policy.grammar',
    moduleStyle: 'es',
    typeScript: true,
  })
  return { 'parser.generated.ts': parser, 'parser.terms.generated.ts': terms }
}

if (import.meta.main) {
  for (const [name, text] of Object.entries(generateParser())) writeFileSync(new URL(name, folder), text)
}
