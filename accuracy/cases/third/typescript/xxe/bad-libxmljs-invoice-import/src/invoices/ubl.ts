import libxmljs from 'libxmljs2'

export interface UblInvoice {
  number: string
  total: number
  lines: Array<{ description: string; amount: number }>
}

const NS = { cbc: 'urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2' }

const OPTIONS = { noent: true, dtdload: true, noblanks: true }

export function readInvoice(xml: string): UblInvoice {
  const document = libxmljs.parseXml(xml, OPTIONS)
  const text = (path: string) => document.get(path, NS)?.toString().replace(/<[^>]+>/g, '') ?? ''
  const lines = document.find('//*[local-name()="InvoiceLine"]').map((line) => ({
    description: line.get('.//cbc:Description', NS)?.text() ?? '',
    amount: Number(line.get('.//cbc:LineExtensionAmount', NS)?.text() ?? 0),
  }))
  return { number: text('//cbc:ID'), total: Number(text('//cbc:PayableAmount')), lines }
}
