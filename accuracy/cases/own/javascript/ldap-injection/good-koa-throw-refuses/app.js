import Koa from 'koa'
import ldap from 'ldapjs'
const client = ldap.createClient({ url: process.env.LDAP_URL })
const UNITS = new Set(['sales', 'support'])
const app = new Koa()
app.use((ctx) => {
  const unit = String(ctx.query.unit)
  if (!UNITS.has(unit)) ctx.throw(404)
  client.search('dc=example,dc=org', { filter: `(ou=${unit})` }, () => {})
})
