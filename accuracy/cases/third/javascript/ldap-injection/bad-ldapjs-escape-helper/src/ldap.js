const ldap = require('ldapjs')

const filterFor = (name) => `(&(objectClass=inetOrgPerson)(uid=${name}))`

exports.findPerson = (name) =>
  new Promise((resolve, reject) => {
    const client = ldap.createClient({ url: process.env.LDAP_URL, timeout: 4000, connectTimeout: 4000 })
    client.on('error', reject)
    const options = { filter: filterFor(name), scope: 'sub', sizeLimit: 1, attributes: ['dn', 'mail'] }
    client.search('ou=people,dc=quarrybank,dc=example', options, (error, result) => {
      if (error) return reject(error)
      let found = null
      result.on('searchEntry', (entry) => {
        found = entry.pojo
      })
      result.on('error', reject)
      result.on('end', () => {
        client.unbind()
        resolve(found)
      })
    })
  })
