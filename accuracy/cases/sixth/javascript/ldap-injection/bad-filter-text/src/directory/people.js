import { search } from './client.js'

const visible = '(objectClass=inetOrgPerson)(employeeType=active)'

export async function findByName(name) {
  const filter = `(&${visible}(cn=*${name}*))`
  const entries = await search(filter)
  return entries.map(({ cn, mail, telephoneNumber }) => ({ name: cn, mail, phone: telephoneNumber }))
}
