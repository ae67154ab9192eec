const ldap = require('ldapjs')
const { AndFilter, EqualityFilter } = ldap

const BASE = 'ou=groups,dc=campus,dc=example'

function connect() {
  const client = ldap.createClient({ url: process.env.LDAP_URL, timeout: 5000, connectTimeout: 3000 })
  client.on('error', (error) => console.error('directory', error.message))
  return client
}

function groupsOf(member) {
  const client = connect()
  const options = {
    scope: 'sub',
    attributes: ['cn'],
    sizeLimit: 100,
    filter: new AndFilter({
      filters: [
        new EqualityFilter({ attribute: 'objectClass', value: 'groupOfNames' }),
        new EqualityFilter({ attribute: 'visibility', value: 'open' }),
        new EqualityFilter({ attribute: 'member', value: member }),
      ],
    }),
  }
  return new Promise((resolve, reject) => {
    client.search(BASE, options, (error, result) => {
      if (error) return reject(error)
      const names = []
      result.on('searchEntry', (entry) => names.push(entry.pojo.attributes[0].values[0]))
      result.on('error', reject)
      result.on('end', () => resolve(names))
    })
  }).finally(() => client.unbind())
}

module.exports = { groupsOf }
