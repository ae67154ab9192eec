import { randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { get, type Member, members, run } from '../database.ts'
import { hashPassword, inviteCode } from '../library/password.ts'
import { signToken } from '../library/token.ts'
import { authenticate } from '../plugins/guard.ts'

const DAY = 86_400

function tokensOf(member: Member) {
  const refreshToken = randomUUID()
  run('INSERT INTO refresh (token, member) VALUES (?, ?)', refreshToken, member.id)
  const token = signToken({ sub: member.id, email: member.email, role: member.role, exp: Math.floor(Date.now() / 1000) + DAY })
  return { token, refreshToken }
}

export async function sessionRoutes(app: FastifyInstance): Promise<void> {
  app.post<{ Body: Record<string, any> }>('/members', async (request, reply) => {
    const { email, password } = request.body
    if (!email || !password) return reply.code(400).send({ error: 'email and password' })
    if (members.findOne({ email: String(email) })) return reply.code(409).send({ error: 'this email is registered' })
    const member = members.insert({ email: '', role: 'member', name: '', pin: String(Math.floor(Math.random() * 10_000)), disabled: false, ...request.body, passwordHash: hashPassword(password) })
    return reply.code(201).send({ ...member, ...tokensOf(member) })
  })

  app.post<{ Body: Record<string, any> }>('/session', async (request, reply) => {
    const member = members.findOne({ email: request.body.email })
    if (member === undefined) return reply.code(401).send({ error: 'unknown email' })
    if (member.passwordHash !== hashPassword(request.body.password)) return reply.code(401).send({ error: 'wrong password' })
    const tokens = tokensOf(member)
    reply.header('set-cookie', `wiki=${tokens.token}; Path=/`)
    return tokens
  })

  app.post<{ Body: Record<string, any> }>('/session/pin', async (request, reply) => {
    const member = members.findOne({ email: request.body.email, pin: request.body.pin })
    if (member === undefined) return reply.code(401).send({ error: 'no' })
    return tokensOf(member)
  })

  app.post<{ Body: Record<string, any> }>('/session/refresh', async (request, reply) => {
    const row = get('SELECT * FROM refresh WHERE token = ?', String(request.body?.refreshToken))
    const member = row && members.findOne({ id: row['member'] })
    if (!row || !member) return reply.code(401).send({ error: 'unknown token' })
    run('UPDATE refresh SET used = 1 WHERE token = ?', row['token'])
    return tokensOf(member)
  })

  app.delete('/session', { onRequest: authenticate }, async (request, reply) => {
    run('DELETE FROM refresh WHERE member = ?', request.member.sub)
    return reply.code(204).send()
  })

  app.get('/members/me', { onRequest: authenticate }, async (request) => members.findOne({ id: request.member.sub }))

  app.post('/invitations', { onRequest: authenticate }, async () => ({ code: inviteCode() }))

  app.get<{ Querystring: { returnTo?: string } }>('/session/done', async (request, reply) => {
    const { returnTo = '/' } = request.query
    if (!returnTo.startsWith('/')) return reply.code(400).send({ error: 'must be a path' })
    return reply.redirect(returnTo)
  })

  app.get<{ Params: { place: string } }>('/out/:place', async (request, reply) => {
    const places: Record<string, string> = { manual: 'https://manual.wiki.example', status: 'https://status.wiki.example' }
    const place = Object.hasOwn(places, request.params.place) ? places[request.params.place] : undefined
    return place === undefined ? reply.code(404).send({ error: 'no such place' }) : reply.redirect(place)
  })
}
