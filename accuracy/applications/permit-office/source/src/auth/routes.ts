import { Router } from 'express'
import { z } from 'zod'
import { authenticate } from '../http/authenticate'
import { actorOf, handle, read } from '../http/handle'
import { throttle } from '../http/throttle'
import { NewPassword } from './passwords'
import * as service from './service'

const Email = z.string().trim().toLowerCase().email().max(254)
const Secret = z.string().min(20).max(100)
const Registration = z.object({ email: Email, name: z.string().trim().min(1).max(120), password: NewPassword }).strict()
const Login = z.object({ email: Email, password: z.string().min(1).max(128) }).strict()
const Refresh = z.object({ refreshToken: Secret }).strict()
const Code = z.object({ code: Secret }).strict()
const Forgot = z.object({ email: Email }).strict()
const Reset = z.object({ code: Secret, password: NewPassword }).strict()
const Change = z.object({ current: z.string().max(128), next: NewPassword }).strict()

export const authRoutes = Router()
const byAddress = throttle('login', (req) => req.ip ?? 'unknown')
const mails = throttle('mail', (req) => req.ip ?? 'unknown')

authRoutes.post('/register', mails, handle(async (req, res) => {
  await service.register(read(Registration, req.body))
  res.status(202).end()
}))

authRoutes.post('/verify', byAddress, handle(async (req, res) => {
  await service.verify(read(Code, req.body).code)
  res.status(204).end()
}))

authRoutes.post('/login', byAddress, handle(async (req, res) => {
  res.json(await service.login(read(Login, req.body)))
}))

authRoutes.post('/refresh', byAddress, handle(async (req, res) => {
  res.json(await service.refresh(read(Refresh, req.body).refreshToken))
}))

authRoutes.post('/forgot', mails, handle(async (req, res) => {
  await service.forgot(read(Forgot, req.body).email)
  res.status(202).end()
}))

authRoutes.post('/reset', byAddress, handle(async (req, res) => {
  const { code, password } = read(Reset, req.body)
  await service.reset(code, password)
  res.status(204).end()
}))

authRoutes.post('/password', authenticate, handle(async (req, res) => {
  const { current, next } = read(Change, req.body)
  await service.changePassword(actorOf(req).id, current, next)
  res.status(204).end()
}))

authRoutes.post('/logout', authenticate, handle(async (req, res) => {
  const actor = actorOf(req)
  await service.logout(actor.id, actor.session)
  res.status(204).end()
}))

authRoutes.post('/logout-everywhere', authenticate, handle(async (req, res) => {
  await service.logout(actorOf(req).id, null)
  res.status(204).end()
}))
