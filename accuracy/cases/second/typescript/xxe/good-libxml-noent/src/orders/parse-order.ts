import { parseXml } from 'libxmljs2'

export interface Order {
  number: string
  quantity: number
}

export function parseOrder(xml: string): Order {
  const document = parseXml(xml, { noent: false, dtdload: false, nonet: true })
  const text = (path: string): string => (document.get(path) as { text(): string } | null)?.text() ?? ''
  return { number: text('/order/number'), quantity: Number(text('/order/quantity')) }
}
