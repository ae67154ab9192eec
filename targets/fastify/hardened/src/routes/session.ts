import { randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { beginAttempt, forgiveAttempt } from '../library/attempts.ts'
import { recordAudit } from '../library/audit.ts'
import { hashPassword, passwordMatches, requireGoodPassword } from '../library/passwords.ts'
import { Problem } from '../library/problem.ts'
import { digestOf } from '../library/sessions.ts'
import { principalOf } from '../plugins/access.ts'
import type { Services } from '../app.ts'
import { email, newPassword, object, secret, text } from './schemas.ts'

export async function sessionRoutes(app: FastifyInstance, { database, sessions }: Services): Promise<void> {
  const open = (limit: string, body: object) => ({ config: { access: 'public', limit }, schema: { body } }) as const

  app.post<{ Body: { email: string; password: string; name?: string } }>('/members', open('register', object({ email, password: newPassword, name: text(80) }, ['email', 'password'])), async (request, reply) => {
    const { password, name = '' } = request.body
    const address = request.body.email.toLowerCase()
    requireGoodPassword(password, address)
    const hash = await hashPassword(password)
    const created = database.run('INSERT INTO members (id, email, name, password_hash) VALUES (?, ?, ?, ?) ON CONFLICT (email) DO NOTHING', randomUUID(), address, name, hash)
    recordAudit(database, null, created === 1 ? 'register.new' : 'register.existing', digestOf(address))
    return reply.code(202).send({ status: 'accepted', next: 'sign in' })
  })

  app.post<{ Body: { email: string; password: string } }>('/session', open('sign-in', object({ email, password: secret })), async (request) => {
    const address = request.body.email.toLowerCase()
    beginAttempt(database, address, request.ip)
    const member = database.get('SELECT id, password_hash, disabled FROM members WHERE email = ?', address)
    const matches = await passwordMatches(request.body.password, member?.['password_hash'])
    if (!matches || member?.['disabled'] !== 0) {
      request.log.warn({ account: digestOf(address) }, 'login.failed')
      throw new Problem(401, 'The address or the password is wrong')
    }
    forgiveAttempt(database, address, request.ip)
    request.log.info({ member: member['id'] }, 'login.succeeded')
    return sessions.open(member['id'])
  })

  app.post<{ Body: { refresh: string } }>('/session/refresh', open('refresh', object({ refresh: secret })), (request) => sessions.rotate(request.body.refresh))

  app.delete('/session', async (request, reply) => {
    const principal = principalOf(request)
    sessions.revoke(principal.session)
    request.log.info({ member: principal.id }, 'logout')
    return reply.code(204).send()
  })

  app.get('/members/me', async (request) => database.get('SELECT id, email, name, role FROM members WHERE id = ?', principalOf(request).id))

  app.patch<{ Body: { name: string } }>('/members/me', { schema: { body: object({ name: text(80) }) } }, async (request) => {
    database.run('UPDATE members SET name = ? WHERE id = ?', request.body.name, principalOf(request).id)
    return database.get('SELECT id, email, name, role FROM members WHERE id = ?', principalOf(request).id)
  })

  app.post<{ Body: { current: string; password: string } }>('/members/me/password', { config: { limit: 'password' }, schema: { body: object({ current: secret, password: newPassword }) } }, async (request, reply) => {
    const principal = principalOf(request)
    requireGoodPassword(request.body.password, principal.email)
    beginAttempt(database, principal.email, request.ip)
    const stored = database.get('SELECT password_hash FROM members WHERE id = ?', principal.id)
    if (!(await passwordMatches(request.body.current, stored?.['password_hash']))) throw new Problem(403, 'The current password is wrong')
    forgiveAttempt(database, principal.email, request.ip)
    database.run('UPDATE members SET password_hash = ? WHERE id = ?', await hashPassword(request.body.password), principal.id)
    sessions.revokeAll(principal.id)
    recordAudit(database, principal.id, 'password.changed')
    return reply.code(204).send()
  })
}
