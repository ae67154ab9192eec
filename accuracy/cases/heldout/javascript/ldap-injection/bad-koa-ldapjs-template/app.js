import Koa from 'koa'
import ldap from 'ldapjs'

const client = ldap.createClient({ url: process.env.LDAP_URL, timeout: 5000, connectTimeout: 5000 })
const DEPARTMENTS = new Set(['sales', 'support', 'warehouse'])

const people = (department) =>
  new Promise((resolve, reject) => {
    const names = []
    client.search('ou=people,dc=example,dc=org', { scope: 'sub', sizeLimit: 100, filter: `(departmentNumber=${department})` }, (error, result) => {
      if (error) return reject(error)
      result.on('searchEntry', (entry) => names.push(entry.pojo.objectName))
      result.on('error', reject)
      result.on('end', () => resolve(names))
    })
  })

export const app = new Koa()

app.use(async (ctx) => {
  const department = String(ctx.query.department)
  if (department === '') ctx.throw(404)
  ctx.body = await people(department)
})
