import type { Request } from 'express'
import morgan from 'morgan'

morgan.token('password', (req) => (req as Request).body?.password)
export const access = morgan(':method :url :status :password')

export function attempt(login: string, password: string): void {
  console.info('login attempt', { login, password })
}
