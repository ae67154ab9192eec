import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { AuditError } from '../model/errors.ts'

const DATABASES = /^(?:postgres(?:ql)?|mysql|mariadb):$/
/** May name several hosts, which `URL` does not read. */
const MONGODB = /^mongodb(?:\+srv)?:\/\/[^/\s]+\/?[^\s]*$/i
const CACHES = /^(?:redis|valkey)s?:$/

/**
 * An address of a database server without the driver that SQLAlchemy names in it (`mysql+pymysql:`), or `sqlite:` and the
 * whole path of a file: of a path, of `sqlite:data.db` and `file:data.db`, of `sqlite:///data.db` (relative where such a file
 * is there, as SQLAlchemy has it) and of `sqlite:////srv/data.db`. Throws AuditError for anything else.
 */
export function databaseAddress(given: string, workingDirectory: string): string {
  const file = sqliteFile(given, workingDirectory)
  if (file !== null) return `sqlite:${file}`
  if (MONGODB.test(given)) return given
  return checked('--database-url', given.replace(/^([a-z]+)\d?\+\w+:/i, '$1:'), DATABASES, 'postgres://reader@127.0.0.1:5432/shop')
}

/** Throws AuditError for anything but the address of a cache server. */
export function cacheAddress(given: string): string {
  return checked('--cache-url', given, CACHES, 'redis://127.0.0.1:6379/0')
}

function sqliteFile(given: string, workingDirectory: string): string | null {
  const named = /^(?:sqlite3?(?:\+\w+)?|file):(?<rest>[^?]*)/i.exec(given)?.groups?.rest
  if (named === undefined) {
    const isPath = !URL.canParse(given) && (/\.(?:db3?|sqlite3?)$/i.test(given) || existsSync(resolve(workingDirectory, given)))
    return isPath ? resolve(workingDirectory, given) : null
  }
  if (!named.startsWith('//')) return resolve(workingDirectory, named)
  const absolute = resolve(named.replace(/^\/+/, '/'))
  const relative = resolve(workingDirectory, named.replace(/^\/+/, ''))
  return /^\/{4}/.test(named) || !existsSync(relative) ? absolute : relative
}

/** The password of an address is nobody's business: it is told in no message. */
function checked(flag: string, text: string, protocols: RegExp, example: string): string {
  if (URL.canParse(text) && protocols.test(new URL(text).protocol)) return text
  throw new AuditError(
    'USAGE',
    `${flag} takes an address such as ${example}, not ${URL.canParse(text) ? `one that begins with ${new URL(text).protocol}` : 'what was given'}.`,
  )
}
