import { Client } from 'ldapts'

const client = new Client({ url: process.env.LDAP_URL ?? 'ldaps://directory.internal', timeout: 5000, connectTimeout: 5000 })

export async function groupsOf(name: string): Promise<string[]> {
  await client.bind(process.env.LDAP_USER ?? '', process.env.LDAP_PASSWORD ?? '')
  try {
    const { searchEntries } = await client.search('ou=groups,dc=corp,dc=internal', {
      scope: 'sub',
      filter: `(memberUid=${name})`,
      attributes: ['cn'],
    })
    return searchEntries.map((entry) => String(entry.cn))
  } finally {
    await client.unbind()
  }
}
