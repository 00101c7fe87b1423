/**
 * A text that a spreadsheet program could take for a formula when it opens or edits the cell. The full-width signs count
 * because East Asian editions turn them into the plain ones. (Trust class 22, ASVS 1.2.10.)
 */
export function looksLikeFormula(text: string): boolean {
  return /^[=+\-@＝＋－＠\t\r\n]/.test(text)
}
