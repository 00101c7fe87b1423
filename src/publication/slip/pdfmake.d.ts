/** As much of pdfmake as is used here; it comes without types. */
declare module 'pdfmake' {
  export type Margin = readonly [number, number, number, number]

  export interface Text {
    readonly text: string | readonly Text[]
    readonly style?: string
    readonly bold?: boolean
    readonly color?: string
    readonly alignment?: 'left' | 'right' | 'center'
    readonly margin?: Margin
    readonly pageBreak?: 'before'
  }

  export interface Table {
    readonly layout: string
    readonly table: {
      readonly headerRows: number
      readonly widths: readonly string[]
      readonly body: readonly (readonly Text[])[]
    }
  }

  export type Content = Text | Table

  export interface DocumentDefinition {
    readonly info: { readonly title: string }
    readonly pageSize: 'A4'
    readonly pageMargins: Margin
    readonly defaultStyle: object
    readonly styles: Readonly<Record<string, object>>
    readonly content: readonly Content[]
    readonly footer: (page: number, pages: number) => Text
  }

  interface PdfMake {
    setFonts(fonts: Readonly<Record<string, { readonly normal: string; readonly bold: string }>>): void
    setUrlAccessPolicy(allowed: (url: string) => boolean): void
    setLocalAccessPolicy(allowed: (path: string) => boolean): void
    createPdf(definition: DocumentDefinition): { getBuffer(): Promise<Buffer> }
  }

  const pdfmake: PdfMake
  // biome-ignore lint/style/noDefaultExport: it is what the package exports
  export default pdfmake
}
