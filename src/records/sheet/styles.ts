import type { ColumnFormat } from './write.ts'

type Style = ColumnFormat | 'general' | 'heading' | 'quoted' | 'moment'

/** Cell styles by position; the position is the style number in the file. */
const styles: readonly (readonly [name: Style, xml: string])[] = [
  ['general', '<xf numFmtId="0"/>'],
  ['heading', '<xf numFmtId="49" fontId="1" applyFont="1" applyNumberFormat="1"/>'],
  ['text', '<xf numFmtId="49" applyNumberFormat="1"/>'],
  // quotePrefix keeps the text a text when a person edits the cell.
  ['quoted', '<xf numFmtId="49" quotePrefix="1" applyNumberFormat="1"/>'],
  ['date', '<xf numFmtId="200" applyNumberFormat="1"/>'],
  ['moment', '<xf numFmtId="201" applyNumberFormat="1"/>'],
  ['money', '<xf numFmtId="4" applyNumberFormat="1"/>'],
  ['percent', '<xf numFmtId="10" applyNumberFormat="1"/>'],
  ['number', '<xf numFmtId="0"/>'],
]

const numbers = new Map(styles.map(([name], at) => [name, at]))

export function styleOf(name: Style): number {
  return numbers.get(name) ?? 0
}

export function stylesXml(namespace: string): string {
  const formats =
    '<numFmts count="2"><numFmt numFmtId="200" formatCode="yyyy\\-mm\\-dd"/><numFmt numFmtId="201" formatCode="yyyy\\-mm\\-dd hh:mm:ss"/></numFmts>'
  const fonts = '<fonts count="2"><font><sz val="11"/></font><font><b/><sz val="11"/></font></fonts>'
  const fills = '<fills count="1"><fill><patternFill patternType="none"/></fill></fills>'
  const borders = '<borders count="1"><border/></borders>'
  const cells = `<cellXfs count="${styles.length}">${styles.map(([, xml]) => xml).join('')}</cellXfs>`
  return `<styleSheet ${namespace}>${formats}${fonts}${fills}${borders}<cellStyleXfs count="1"><xf numFmtId="0"/></cellStyleXfs>${cells}</styleSheet>`
}
