const SECRET =
  /(?:^|[_\-.a-z])(?:passwd|password|passphrase|secret|api[_-]?key|private[_-]?key|(?:access|refresh|auth|reset|session|bearer|id|verification|activation|invite|magic|csrf)[_-]?token|otp|totp|jwt|pin[_-]?code|client[_-]?secret|authorization|credit[_-]?card|card[_-]?number|cvv|ssn)$/i
const HARMLESS =
  /(?:hash|hashed|length|policy|reset(?!_?-?token)|field|error|valid|strength|expires?|changed|updated|enabled|required|count|type|name|id|url|path|rule|min|max)/i

/** Secrets that no caller has to see; tokens are what a login answers with. */
const STORED =
  /(?:^|[_\-.a-z])(?:passwd|password|passphrase|pwd|password_?hash|passwd_?hash|hashed_?password|encrypted_?password|password_?digest|salt|ssn|social_?security(?:_?number)?|cvv|cvc|card_?number|credit_?card|private_?key|secret_?key|client_?secret|totp_?secret|otp_?secret|mfa_?secret|two_?factor_?secret|recovery_?codes)$/i
const NOT_STORED =
  /(?:has|is|can|changed|updated|reset|min|max|policy|length|strength|required|expires?|expiry|hint|field|error|message|label|url|link|type|last4|masked)(?=[A-Z_]|$)|^(?:has|is|can)_/

/** Whether a name says that the value is a secret that is kept, with its hashes: an answer never carries it. */
export const isStoredSecretName = (name: string): boolean => name.length <= 40 && STORED.test(name) && !NOT_STORED.test(name)

/** Whether a name says that the value is a secret of a user or of the service. */
export function isSecretName(name: string): boolean {
  return (
    name.length >= 3 &&
    name.length <= 40 &&
    SECRET.test(name) &&
    !HARMLESS.test(name.replace(/(?:reset|verification|id|invite|activation)[_-]?token$/i, 'token'))
  )
}
