import type { SecretTraits, Setting } from '../../model/facts/configuration.ts'
import { maskSecrets } from './gather-secrets.ts'
import { maskOf } from './mask.ts'
import { secretNameOf } from './names.ts'
import { shapeOf } from './values.ts'

/** What may be known of a secret setting's value. */
export function traitsOf(value: string): SecretTraits {
  const fallback = /^\$\{\w+(?::?-)(.+)\}$/s.exec(value.trim())?.[1]
  const { fallback: _, ...own } = plainTraits(value)
  if (fallback === undefined) return { ...own, fallback: null }
  const { fallback: __, ...traits } = plainTraits(fallback)
  return { ...own, fallback: traits }
}

function plainTraits(value: string): SecretTraits {
  const { shape } = shapeOf(value)
  const mask = maskOf(value)
  if (shape === 'empty' || shape === 'reference' || shape === 'placeholder' || shape === 'guessable')
    return { mask, state: shape, fallback: null }
  return { mask, state: 'literal', fallback: null }
}

export interface WrittenSetting {
  readonly name: string
  readonly value: string
  readonly line: number
  readonly endLine?: number
  /** The text of the line, secrets still in the clear. */
  readonly text: string
}

/** A setting as a fact: masked where its name or its value says that it is a secret. */
export function settingOf({ name, value, line, endLine, text }: WrittenSetting): Setting {
  const isSecret =
    isSecretName(name) && !/^(?:true|false|yes|no|on|off|null|none|\d{1,3})$/i.test(value.trim()) && !/(?:_|\.|-)?file$/i.test(name)
  if (isSecret) {
    const secret = traitsOf(value)
    const isShown = secret.state === 'empty' || secret.state === 'placeholder' || (secret.state === 'reference' && secret.fallback === null)
    const snippet = isShown || value === '' ? text : text.split(value).join(secret.mask.text)
    return { name, value: isShown ? value : '', line, endLine: endLine ?? line, snippet: cut(snippet), secret }
  }
  const password = CONNECTION_PASSWORD.exec(value)?.[1]
  if (password !== undefined) {
    const secret = traitsOf(decoded(password))
    const hide = (whole: string): string =>
      secret.state === 'reference' && secret.fallback === null ? whole : whole.split(`:${password}@`).join(`:${secret.mask.text}@`)
    return { name, value: hide(value), line, endLine: endLine ?? line, snippet: cut(hide(text)), secret }
  }
  const masked = value.includes('://') || value.length > 15 ? maskSecrets(value, '.env') : value
  return {
    name,
    value: masked,
    line,
    endLine: endLine ?? line,
    snippet: cut(masked === value ? text : text.split(value).join(masked)),
    secret: null,
  }
}

/** The password of `scheme://user:password@host`. */
const CONNECTION_PASSWORD = /^[a-zA-Z][\w+.-]{1,30}:\/\/[^\s:@/]{0,100}:([^\s@/]{1,300})@/

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** Names of some key are shown unless their value turns out to be a secret. */
function isSecretName(name: string): boolean {
  const found = secretNameOf(name)
  return found !== null && !found.isVague
}

const MAX_SNIPPET = 200

function cut(text: string): string {
  return text.trim().slice(0, MAX_SNIPPET)
}
