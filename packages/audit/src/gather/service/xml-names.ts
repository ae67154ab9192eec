import { textsIn } from './tree-texts.ts'

const READS_XML = /\b(?:etree|lxml|minidom|xmltodict|ElementTree|DOMParser|libxml|fast-xml-parser|xml2js|expat|sax)\b/i
/** Elements that a program looks for all of, and those that it reads the text of. */
const MANY = /(?:\.iter|\.findall|\.iterfind|getElementsByTagName|\.xpath|\.find)\(\s*["'`](?:\.?\/\/|\.\/)?([A-Za-z_][\w-]{0,40})["'`]/g
const ONE = /(?:\.findtext|\.find|getElementsByTagName|\.text)\(\s*["'`](?:\.?\/\/|\.\/)?([A-Za-z_][\w-]{0,40})["'`]/g
const NUMBER = /amount|count|quantity|qty|price|total|sum|number|size|age|year|cents|rate|(?:^|_)id$/i
const MOST_NAMES = 12

/** Makes a document of the elements that the source reads, with a text in those that hold words; null where it names none. */
export async function documentOfSource(root: string | null): Promise<((text: string) => string) | null> {
  if (root === null) return null
  const parents = new Set<string>()
  const leaves = new Set<string>()
  for await (const { name, text } of textsIn(root)) {
    if (!/\.(?:[cm]?[jt]s|py)$/.test(name) || !READS_XML.test(text)) continue
    for (const [, one = ''] of text.matchAll(ONE)) leaves.add(one)
    for (const [, one = ''] of text.matchAll(MANY)) if (!leaves.has(one)) parents.add(one)
  }
  if (leaves.size === 0) return null
  return (text) => {
    const inner = [...leaves].slice(0, MOST_NAMES).map((name) => `<${name}>${NUMBER.test(name) ? '1' : text}</${name}>`)
    return `<root>${[...parents].slice(0, MOST_NAMES).reduceRight((inside, name) => `<${name}>${inside}</${name}>`, inner.join(''))}</root>`
  }
}
