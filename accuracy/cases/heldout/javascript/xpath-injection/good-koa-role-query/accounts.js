import { readFileSync } from 'node:fs'
import { DOMParser } from '@xmldom/xmldom'
import { select } from 'xpath'

const accounts = new DOMParser().parseFromString(readFileSync('/srv/accounts.xml', 'utf8'), 'text/xml')

export function find(login, pin) {
  return select('//account', accounts).find((node) => select('string(login)', node) === login && select('string(pin)', node) === pin)
}
