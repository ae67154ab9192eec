const express = require('express')
const { Client, EqualityFilter } = require('ldapts')

const app = express()

async function search(filter) {
  const client = new Client({ url: process.env.LDAP_URL, timeout: 4000, connectTimeout: 4000 })
  try {
    await client.bind(process.env.LDAP_USER, process.env.LDAP_PASSWORD)
    const { searchEntries } = await client.search('ou=staff,dc=example,dc=org', { filter, sizeLimit: 5 })
    return searchEntries
  } finally {
    await client.unbind()
  }
}

app.get('/badges/:badge/owner', async (req, res) => {
  const { badge } = req.params
  const entries = await search(new EqualityFilter({ attribute: 'employeeBadge', value: badge }))
  res.json({ owners: entries.map((entry) => entry.cn) })
})

module.exports = app
