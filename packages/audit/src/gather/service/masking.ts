/** Bodies are kept to this many characters in the record; probes see more. */
const EXCERPT_CHARACTERS = 3000
const SECRET_KEY =
  /("(?:[\w-]*(?:password|passwd|secret|token|api_?key|hash|salt|jwt|authorization|cookie|otp|ssn|card)[\w-]*)"\s*:\s*")((?:[^"\\]|\\.)*)(")/gi
const FORM_SECRET = /((?:^|[&?])[\w-]*(?:password|passwd|secret|token|api_?key|jwt|otp)[\w-]*=)([^&\s]+)/gi
const JWT = /eyJ[\w-]{5,}\.[\w-]{5,}\.[\w-]*/g
const HASH = /\$(?:2[aby]|argon2(?:id|i|d)|scrypt|pbkdf2[\w-]*)\$[^\s"']{8,}/g
const ASSIGNMENT = /(?<![A-Za-z0-9_])([A-Z][A-Z0-9_]*(?:SECRET|PASSWORD|TOKEN|KEY|DSN|URL|PASS)[A-Z0-9_]*\s*=\s*)(\S+)/g
const PRIVATE_KEY = /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g

/** Replaces secrets in whatever is recorded: values it was told of, and values that look or are named like one. */
export class Masking {
  /** Longest first, so that a token is replaced before a part of it. */
  private known: { readonly value: string; readonly label: string }[] = []

  /** Tells it a value to replace by a label such as `$TOKEN`. Short values would mask innocent text. */
  add(value: string, label: string): void {
    if (value.length < 8 || this.known.some((entry) => entry.value === value)) return
    this.known = [...this.known, { value, label }].sort((a, b) => b.value.length - a.value.length)
  }

  /** Replaces what it was told of. */
  knownIn(text: string): string {
    let masked = text
    for (const { value, label } of this.known) if (masked.includes(value)) masked = masked.replaceAll(value, label)
    return masked
  }

  url(text: string): string {
    return this.knownIn(text).replace(JWT, '$JWT').replace(FORM_SECRET, '$1***')
  }

  body(text: string): string {
    const cut = text.length > EXCERPT_CHARACTERS ? `${text.slice(0, EXCERPT_CHARACTERS)}…` : text
    return this.text(cut).replace(FORM_SECRET, '$1***')
  }

  /** For logs and other free text. */
  text(text: string): string {
    return this.knownIn(text)
      .replace(SECRET_KEY, (_whole, before: string, value: string, after: string) => before + maskValue(value) + after)
      .replace(JWT, '$JWT')
      .replace(HASH, (hash) => `${hash.slice(0, 7)}***`)
      .replace(ASSIGNMENT, '$1***')
      .replace(PRIVATE_KEY, '-----BEGIN PRIVATE KEY----- ***')
  }

  header(name: string, value: string): string {
    const lower = name.toLowerCase()
    const masked = this.knownIn(value).replace(JWT, '$JWT')
    if (masked.includes('$TOKEN') || masked.includes('$JWT')) return masked
    if (lower === 'authorization')
      return masked.replace(/^(\w+\s+)?\S+.*$/, (_whole, scheme: string | undefined) => `${scheme ?? ''}$TOKEN`)
    if (lower === 'cookie') return masked.replace(/=([^;]*)/g, '=$COOKIE')
    if (lower === 'set-cookie') return masked.replace(/^([^=;]+)=([^;]{4,})/, '$1=$COOKIE')
    if (/api-?key|auth-token|access-token|csrf/.test(lower)) return '$TOKEN'
    return masked
  }
}

/** Keeps what proves the kind of a secret: the scheme of a hash, the length of the rest. */
function maskValue(value: string): string {
  if (value === '') return ''
  if (value.startsWith('$')) return value.length > 12 ? `${value.slice(0, 7)}***` : value
  return '***'
}
