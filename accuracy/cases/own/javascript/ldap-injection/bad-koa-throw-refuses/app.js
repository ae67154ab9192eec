import Koa from 'koa'
import ldap from 'ldapjs'
const client = ldap.createClient({ url: process.env.LDAP_URL })
const app = new Koa()
app.use((ctx) => {
  const unit = String(ctx.query.unit)
  client.search('dc=example,dc=org', { filter: `(ou=${unit})` }, () => {})
})
