import libxmljs from 'libxmljs2'

interface ParseOptions {
  readonly noent?: boolean
  readonly nonet?: boolean
}

const strict: ParseOptions = { nonet: true }

export function sizeOf(svg: string, options: ParseOptions = strict): string | undefined {
  const document = libxmljs.parseXml(svg, options)
  return document.root()?.attr('viewBox')?.value()
}
