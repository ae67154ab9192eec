const express = require('express')
const ldap = require('ldapjs')

const app = express()
const client = ldap.createClient({ url: [process.env.LDAP_URL], timeout: 5000, connectTimeout: 5000 })

const kinds = {
  text: (badge) => '(&(objectClass=person)(employeeNumber=' + badge + '))',
  object: (badge) => new ldap.EqualityFilter({ attribute: 'employeeNumber', value: badge }),
}

app.get('/badges/:badge', (req, res, next) => {
  const filter = kinds.object(req.params.badge)
  const options = { scope: 'sub', sizeLimit: 1, attributes: ['cn', 'ou'], filter }

  client.search('ou=people,dc=corp', options, (error, search) => {
    if (error) return next(error)
    const people = []
    search.on('searchEntry', (entry) => people.push(entry.pojo))
    search.on('error', next)
    search.on('end', () => res.json(people))
  })
})

app.listen(3000)
