import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface Config {
  readonly host: string
  readonly port: number
  readonly databasePath: string
  readonly fileFolder: string
  readonly signingKey: Buffer
  readonly mailKey: Buffer
  readonly proxies: number
  readonly allowedOrigins: readonly string[]
  readonly webhookHosts: readonly string[]
  readonly requestsPerMinute: number
  readonly requestBurst: number
  readonly sessionRequestsPerMinute: number
  readonly administrator: { readonly email: string; readonly password: string } | undefined
}

/** Checks the environment; throws an error that names the variable. */
export function loadConfig(environment: NodeJS.ProcessEnv): Config {
  const requestsPerMinute = wholeNumber(environment, 'RATE_LIMIT_PER_MINUTE', 300, 1, 1_000_000)
  const email = environment['BOOTSTRAP_ADMIN_EMAIL']
  const password = environment['BOOTSTRAP_ADMIN_PASSWORD']
  if (password !== undefined && password.length < 12) throw new Error('BOOTSTRAP_ADMIN_PASSWORD: needs at least 12 characters')
  return Object.freeze({
    host: environment['HOST'] ?? '127.0.0.1',
    port: wholeNumber(environment, 'PORT', 4000, 0, 65_535),
    databasePath: environment['DATABASE_PATH'] ?? ':memory:',
    fileFolder: environment['FILE_FOLDER'] ?? mkdtempSync(join(tmpdir(), 'desk-files-')),
    signingKey: key(environment, 'SIGNING_KEY_FILE'),
    mailKey: key(environment, 'MAIL_KEY_FILE'),
    proxies: wholeNumber(environment, 'PROXY_COUNT', 0, 0, 5),
    allowedOrigins: list(environment['ALLOWED_ORIGINS']),
    webhookHosts: list(environment['WEBHOOK_HOSTS'] ?? 'hooks.partner.example'),
    requestsPerMinute,
    requestBurst: Math.min(requestsPerMinute, wholeNumber(environment, 'RATE_LIMIT_BURST', 100, 1, 1_000_000)),
    sessionRequestsPerMinute: wholeNumber(environment, 'AUTH_LIMIT_PER_MINUTE', 30, 1, 1_000_000),
    administrator: email !== undefined && password !== undefined ? { email: email.toLowerCase(), password } : undefined,
  })
}

/** The mounted key, or one that lives as long as the process. */
function key(environment: NodeJS.ProcessEnv, name: string): Buffer {
  const file = environment[name]
  if (file === undefined) return randomBytes(32)
  const bytes = Buffer.from(readFileSync(file, 'utf8').trim(), 'base64url')
  if (bytes.length < 32) throw new Error(`${name}: needs at least 32 bytes in base64url`)
  return bytes
}

function wholeNumber(environment: NodeJS.ProcessEnv, name: string, otherwise: number, least: number, most: number): number {
  const text = environment[name]
  if (text === undefined || text === '') return otherwise
  const value = Number(text)
  if (!Number.isInteger(value) || value < least || value > most) throw new Error(`${name}: must be a whole number from ${least} to ${most}`)
  return value
}

function list(text = ''): string[] {
  return text.split(',').map((part) => part.trim()).filter((part) => part !== '')
}
