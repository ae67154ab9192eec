import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { exportPKCS8, generateKeyPair, importPKCS8 } from 'jose'

export interface Config {
  readonly host: string
  readonly port: number
  readonly databasePath: string
  readonly fileFolder: string
  readonly privateKeyPem: string
  readonly trustedProxies: readonly string[]
  readonly allowedOrigins: readonly string[]
  readonly avatarHosts: readonly string[]
  readonly requestsPerMinute: number
  readonly requestBurst: number
  readonly sessionRequestsPerMinute: number
  readonly administrator: { readonly email: string; readonly password: string } | undefined
}

/** Checks the environment; throws an error that names the variable. */
export async function loadConfig(environment: NodeJS.ProcessEnv): Promise<Config> {
  const requestsPerMinute = wholeNumber(environment, 'RATE_LIMIT_PER_MINUTE', 300, 1, 1_000_000)
  const email = environment['BOOTSTRAP_ADMIN_EMAIL']
  const password = environment['BOOTSTRAP_ADMIN_PASSWORD']
  if (password !== undefined && password.length < 12) throw new Error('BOOTSTRAP_ADMIN_PASSWORD: needs at least 12 characters')
  return Object.freeze({
    host: environment['HOST'] ?? '127.0.0.1',
    port: wholeNumber(environment, 'PORT', 4000, 0, 65_535),
    databasePath: environment['DATABASE_PATH'] ?? ':memory:',
    fileFolder: environment['FILE_FOLDER'] ?? mkdtempSync(join(tmpdir(), 'wiki-files-')),
    privateKeyPem: await privateKey(environment['SIGNING_KEY_FILE']),
    trustedProxies: list(environment['TRUSTED_PROXIES']),
    allowedOrigins: list(environment['ALLOWED_ORIGINS']),
    avatarHosts: list(environment['AVATAR_HOSTS'] ?? 'avatars.wiki.example'),
    requestsPerMinute,
    requestBurst: Math.min(requestsPerMinute, wholeNumber(environment, 'RATE_LIMIT_BURST', 100, 1, 1_000_000)),
    sessionRequestsPerMinute: wholeNumber(environment, 'AUTH_LIMIT_PER_MINUTE', 30, 1, 1_000_000),
    administrator: email !== undefined && password !== undefined ? { email, password } : undefined,
  })
}

/** The mounted key, or one that lives as long as the process. */
async function privateKey(file: string | undefined): Promise<string> {
  if (file === undefined) return exportPKCS8((await generateKeyPair('EdDSA', { extractable: true })).privateKey)
  const pem = readFileSync(file, 'utf8')
  await importPKCS8(pem, 'EdDSA')
  return pem
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
