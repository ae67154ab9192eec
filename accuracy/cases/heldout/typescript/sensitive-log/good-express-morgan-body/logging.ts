import type { Request } from 'express'
import morgan from 'morgan'

morgan.token('size', (req) => String(JSON.stringify((req as Request).body ?? {}).length))
export const access = morgan(':method :url :status :size')

export function attempt(login: string, password: string): void {
  console.info('login attempt', { login, length: password.length })
}
