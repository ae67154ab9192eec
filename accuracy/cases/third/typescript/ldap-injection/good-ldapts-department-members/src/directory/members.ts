import { AndFilter, EqualityFilter } from 'ldapts'
import { withDirectory } from './client'

const BASE = 'ou=people,dc=orchard,dc=example'

export function membersOf(department: string) {
  const filter = new AndFilter({
    filters: [
      new EqualityFilter({ attribute: 'objectClass', value: 'person' }),
      new EqualityFilter({ attribute: 'departmentNumber', value: department }),
    ],
  })
  return withDirectory(async (client) => {
    const { searchEntries } = await client.search(BASE, { scope: 'sub', filter, attributes: ['cn', 'mail'], sizeLimit: 200 })
    return searchEntries.map((entry) => ({ name: entry.cn, mail: entry.mail }))
  })
}
