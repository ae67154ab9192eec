import { Client } from 'ldapts'

export async function membersOf(group) {
  const client = new Client({ url: 'ldaps://ldap.internal', timeout: 5000, connectTimeout: 5000 })
  const filter = '(cn=' + group + ')'
  try {
    const { searchEntries } = await client.search('ou=groups,dc=example,dc=org', { filter, attributes: ['member'], sizeLimit: 5 })
    return searchEntries.flatMap((entry) => entry.member)
  } finally {
    await client.unbind()
  }
}
