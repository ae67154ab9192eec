import { readFileSync } from 'node:fs'
import { DOMParser } from '@xmldom/xmldom'
import { select } from 'xpath'

const accounts = new DOMParser().parseFromString(readFileSync('/srv/accounts.xml', 'utf8'), 'text/xml')

export function find(login, pin) {
  const [found] = select("//account[login='" + login + "' and pin='" + pin + "']", accounts)
  return found
}
