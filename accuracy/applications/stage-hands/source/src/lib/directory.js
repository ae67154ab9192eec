import { Client, EqualityFilter } from 'ldapts'
import config from '../config.js'

async function find(filter) {
  const client = new Client({ url: config.ldap.url, timeout: 4000, connectTimeout: 4000 })
  try {
    const { searchEntries } = await client.search(config.ldap.base, { scope: 'sub', filter, attributes: ['cn', 'mail', 'telephoneNumber'] })
    return searchEntries
  } finally {
    await client.unbind()
  }
}

// people of the house by the beginning of their names
export const byName = (name) => find(`(&(objectClass=person)(cn=${name}*))`)

export const byMail = (mail) => find(new EqualityFilter({ attribute: 'mail', value: mail }))
