import { Client } from 'ldapts'

const base = process.env.LDAP_BASE ?? 'ou=people,dc=example,dc=com'

export async function search(filter) {
  const client = new Client({ url: process.env.LDAP_URL, timeout: 3000, connectTimeout: 3000 })
  try {
    await client.bind(process.env.LDAP_BIND_DN, process.env.LDAP_BIND_PASSWORD)
    const { searchEntries } = await client.search(base, {
      scope: 'sub',
      filter,
      sizeLimit: 50,
      attributes: ['cn', 'mail', 'telephoneNumber'],
    })
    return searchEntries
  } finally {
    await client.unbind()
  }
}
