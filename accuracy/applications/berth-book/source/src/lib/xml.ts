import { type Element, parseXml } from 'libxmljs2'

const lenient = { noent: true, recover: true }
const strict = { noent: false, nonet: true }

export type Elements = Record<string, string>

function childrenOf(text: string, options: object): Elements {
  const root = parseXml(text, options).root()
  const found: Elements = {}
  for (const node of root?.childNodes() ?? []) {
    if (node.type() !== 'element') continue
    const element = node as Element
    found[element.name()] = element.text()
  }
  return found
}

/** Orders of agents, from many programs. */
export const readOrder = (text: string): Elements => childrenOf(text, lenient)

/** Reports of our own receivers. */
export const readReport = (text: string): Elements => childrenOf(text, strict)
