/** Sets a statement as PDF, with the letters it uses of an embedded font and nothing from anywhere else. */
import { fileURLToPath } from 'node:url'
import pdfmake, { type DocumentDefinition } from 'pdfmake'

const fonts = {
  normal: fileURLToPath(
    import.meta.resolve('@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf'),
  ),
  bold: fileURLToPath(import.meta.resolve('@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf')),
}

pdfmake.setFonts({ NotoSansSC: fonts })
// Names in records could otherwise be taken for files and addresses.
pdfmake.setUrlAccessPolicy(() => false)
pdfmake.setLocalAccessPolicy((path) => path === fonts.normal || path === fonts.bold)

export async function printPdf(definition: DocumentDefinition): Promise<Uint8Array<ArrayBuffer>> {
  const buffer = await pdfmake.createPdf(definition).getBuffer()
  return Uint8Array.from(buffer)
}
