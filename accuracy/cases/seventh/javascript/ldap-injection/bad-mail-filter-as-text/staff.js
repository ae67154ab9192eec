import Fastify from 'fastify'
import { Client, EqualityFilter } from 'ldapts'

const fastify = Fastify()
const BASE = 'ou=staff,dc=corp,dc=example'

function filterFor(attribute, value) {
  return value ? `(${attribute}=${value})` : new EqualityFilter({ attribute, value: '-' })
}

async function find(value, attribute = 'mail') {
  const client = new Client({ url: process.env.LDAP_URL, timeout: 3000, connectTimeout: 3000 })
  try {
    await client.bind(process.env.LDAP_DN, process.env.LDAP_PASSWORD)
    const { searchEntries } = await client.search(BASE, {
      scope: 'sub',
      filter: filterFor(attribute, value),
      attributes: ['cn', 'telephoneNumber'],
      sizeLimit: 20,
    })
    return searchEntries
  } finally {
    await client.unbind()
  }
}

fastify.get('/staff/:mail', async (request) => {
  const { mail } = request.params
  const [person = null] = await find(mail)
  return { person }
})

await fastify.listen({ port: 3000 })
