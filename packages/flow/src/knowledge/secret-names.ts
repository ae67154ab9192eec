const SECRET =
  /(?:^|[_\-.a-z])(?:passwd|password|passphrase|secret|api[_-]?key|private[_-]?key|access[_-]?token|refresh[_-]?token|auth[_-]?token|client[_-]?secret|authorization|credit[_-]?card|card[_-]?number|cvv|ssn)$/i
const HARMLESS =
  /(?:hash|hashed|length|policy|reset|field|error|valid|strength|expires?|changed|updated|enabled|required|count|type|name|id|url|path|rule|min|max)/i

/** Whether a name says that the value is a secret of a user or of the service. */
export function isSecretName(name: string): boolean {
  return name.length >= 3 && name.length <= 40 && SECRET.test(name) && !HARMLESS.test(name)
}
