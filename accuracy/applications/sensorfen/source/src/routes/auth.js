import { forbidden, Problem, unauthorized } from '../problem.js'
import { digest, easyToGuess, fits, hashPassword } from '../secrets.js'
import { closed, email, given, password, token } from '../shapes.js'
import { letter } from '../outbound.js'

const paced = () => new Problem(429, 'too many tries', { 'retry-after': '900' })

/** A path of the web client, or its front page. */
export const ownPath = (value) => {
  if (typeof value !== 'string' || !/^\/(?![/\\])[\w\-/.?=&%]*$/.test(value)) return '/'
  const url = new URL(value, 'https://own.invalid')
  return url.origin === 'https://own.invalid' ? url.pathname + url.search : '/'
}

export default async function auth(app, { config }) {
  const { accounts } = app.stores
  const fresh = async (word) => {
    if (easyToGuess(word)) throw new Problem(422, 'the password is too easy to guess')
    return hashPassword(word)
  }

  app.post('/login', { config: { access: 'open' }, schema: { body: closed({ email, password: given, next: { type: 'string', maxLength: 300 } }, ['next']) } }, async (request) => {
    const address = request.body.email.toLowerCase()
    if (!(await accounts.mayTry(`ip:${request.ip}`, 40)) || !(await accounts.mayTry(`login:${address}`, 8))) throw paced()
    const user = await accounts.byEmail(address)
    if (!(await fits(user?.passwordHash, request.body.password))) throw unauthorized()
    await app.stores.of(user.org).note(user._id, 'login', user._id)
    return { token: await accounts.begin(user._id), next: ownPath(request.body.next) }
  })

  app.post('/logout', { config: { access: 'user:viewer' } }, async (request, reply) => {
    await accounts.end(request.who.token)
    reply.code(204)
  })

  app.get('/me', { config: { access: 'user:viewer' } }, async ({ who }) => ({ id: who.id, name: who.name, role: who.role }))

  app.post('/forgot', { config: { access: 'open' }, schema: { body: closed({ email }) } }, async (request, reply) => {
    const address = request.body.email.toLowerCase()
    if (!(await accounts.mayTry(`forgot-ip:${request.ip}`, 20)) || !(await accounts.mayTry(`forgot:${address}`, 3))) throw paced()
    setImmediate(async () => {
      try {
        const user = await accounts.byEmail(address)
        if (user) await letter(config, user.email, 'reset', await accounts.newReset(user._id))
      } catch (err) {
        app.log.error({ err }, 'reset not sent')
      }
    })
    reply.code(202)
    return { sent: 'if the address is known' }
  })

  app.post('/reset', { config: { access: 'open' }, schema: { body: closed({ token, password }) } }, async (request, reply) => {
    if (!(await accounts.mayTry(`reset:${request.ip}`, 20)) || !(await accounts.mayTry(`reset:${digest(request.body.token)}`, 5))) throw paced()
    if (!(await accounts.redeem(request.body.token, await fresh(request.body.password)))) throw new Problem(400, 'the link is no longer good')
    reply.code(204)
  })

  app.post('/password', { config: { access: 'user:viewer' }, schema: { body: closed({ old: given, password }) } }, async (request) => {
    const { who } = request
    if (!(await accounts.mayTry(`password:${who.id}`, 8))) throw paced()
    const stored = await accounts.passwordOf(who.id)
    if (!(await fits(stored?.passwordHash, request.body.old))) throw forbidden()
    await accounts.setPassword(who.id, await fresh(request.body.password))
    await accounts.endAll(who.id)
    await request.org.note(who.id, 'password', who.id)
    return { token: await accounts.begin(who.id) }
  })
}
