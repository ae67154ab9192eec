import { readFileSync } from 'node:fs'
import { DOMParser } from '@xmldom/xmldom'
import xpath from 'xpath'

const document = new DOMParser().parseFromString(readFileSync('/srv/catalogue.xml', 'utf8'), 'text/xml')

export function titleOf(isbn) {
  const query = `string(//book[isbn="${isbn}"]/title)`
  return xpath.select1(query, document)
}
