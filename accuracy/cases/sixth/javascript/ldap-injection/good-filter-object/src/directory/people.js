import { AndFilter, EqualityFilter, SubstringFilter } from 'ldapts'
import { search } from './client.js'

const visible = [
  new EqualityFilter({ attribute: 'objectClass', value: 'inetOrgPerson' }),
  new EqualityFilter({ attribute: 'employeeType', value: 'active' }),
]

export async function findByName(name) {
  const filter = new AndFilter({
    filters: [...visible, new SubstringFilter({ attribute: 'cn', any: [name] })],
  })
  const entries = await search(filter)
  return entries.map(({ cn, mail, telephoneNumber }) => ({ name: cn, mail, phone: telephoneNumber }))
}
