import { withDirectory } from './client'

const BASE = 'ou=people,dc=orchard,dc=example'

export function membersOf(department: string) {
  const filter = `(&(objectClass=person)(departmentNumber=${department}))`
  return withDirectory(async (client) => {
    const { searchEntries } = await client.search(BASE, { scope: 'sub', filter, attributes: ['cn', 'mail'], sizeLimit: 200 })
    return searchEntries.map((entry) => ({ name: entry.cn, mail: entry.mail }))
  })
}
