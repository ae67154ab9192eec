const express = require('express')
const ldap = require('ldapjs')

const client = ldap.createClient({ url: ['ldaps://directory.internal'], timeout: 5000 })
const app = express()

app.get('/people', (req, res) => {
  const name = String(req.query.name)
  const filter = `(&(objectClass=person)(cn=${name}))`
  client.search('ou=people,dc=corp', { filter, scope: 'sub', sizeLimit: 20 }, (error, found) => {
    if (error) return res.status(502).end()
    const entries = []
    found.on('searchEntry', (entry) => entries.push(entry.pojo))
    found.on('end', () => res.json(entries))
  })
})

module.exports = app
