import { isGuessable } from './guessable.ts'
import { shannonEntropy } from './shannon.ts'
import { isWordLike, wordsOf } from './word-likeness.ts'

/** What a value looks like, whatever it is assigned to. */
export type ValueShape =
  | { readonly shape: 'empty' | 'reference' | 'placeholder' | 'not-a-secret'; readonly because: string }
  | { readonly shape: 'guessable' | 'words' | 'mixed' | 'random'; readonly because: string }

const REFERENCE =
  /^(?:\$\{.*\}|\$\(.*\)|\$[A-Za-z_]\w*|\$\$\w+|%[A-Za-z_]\w*%|%\(\w+\)[sd]|%[sdv@]|\{\{.*\}\}|\{%.*%\}|\{[\w.:!-]*\}|<%.*%>|#\{.*\}|@[A-Z_]{3,}@|@@?\{.*\}|__[A-Z_]+__|\[\[.*\]\]|!(?:Ref|Sub|GetAtt|vault|secret|env|ENV|include)\b.*|ENC\(.*\)|ENC\[.*\]|\{cipher\}.*|(?:vault|ssm|secretsmanager|arn|op|sm|gcp-sm|akv|bao|keyring|sops|doppler|ref\+\w+|env|file|secret|awssm|kv|aws-sm)[:+].{2,}|projects\/[^/]+\/secrets\/.*|\/run\/secrets\/.*|\$ANSIBLE_VAULT.*)$/is
const REFERENCE_INSIDE = /\$\{[^}]*\}|\$\{[\w.]+\([^}]*$|\$\([^)]*\)|\{\{[^}]*\}\}|<%[^%]*%>|#\{[^}]*\}|%\(\w+\)s|\$\{\{|%[A-Z_]{3,}%/
const CODE =
  /^(?:process\.env|os\.(?:environ|getenv|Getenv)|ENV\[|import\.meta|System\.getenv|config(?:uration)?[.([]|settings?[.([]|self\.|this\.|req(?:uest)?\.|ctx\.|env[.([]|environ[.([]|getenv|std::|\w+\(.*\)$|function\b|lambda\b|new [A-Z]|await |\(\)|\[\]|\{\}|async )/
const NOTHING = new Set(
  `true false null none nil undefined nan string str number int integer bool boolean object array any void unknown required optional password passwd
  secret token key text hidden yes no on off n/a na tbd default auto inherit disabled enabled bearer basic digest plain raw json xml html hex base64
  utf-8 utf8 ascii empty blank unset error invalid valid missing redacted removed masked hashed encrypted jwt apikey oauth oauth2 cookie header query
  body path refresh access authorization`.split(/\s+/),
)
/** Names of types: what a schema gives a field, never a secret that anybody would try. */
const TYPE_NAMES = /^(?:string|str|text|number|int|integer|bool|boolean|object|array|any|void|unknown|required|optional)$/
const PLACEHOLDER =
  /^(?:[x*.•_-]{3,}|<[^<>]{0,80}>|\[[^[\]]{0,80}\]|\([^()]{0,80}\)|\.{2,}|…+|-+|_+|\?+|#+|(?:sk|pk|ghp|xox[bp]|key|api|token)?[-_]?x{4,}.*|.*x{6,}.*|.*\*{4,}.*|.*\.{3}|.*…|0+|foo|bar|baz|todo|fixme|tbd)$/is
const PLACEHOLDER_WORDS =
  /(?:^|[^a-z])(?:your|example|exemple|sample|placeholder|insert|replace|changeme|change-?me|change_?me|change_this|change-this|fill[-_ ]?in|dummy|todo|redacted|fixme|xxxx|put[-_ ]?your|enter[-_ ]?your|goes[-_ ]here|fake|notreal|not-a-real|not_a_real|somesecret|some-secret|mock|lorem|ipsum|obviously|deadbeef|sanitized|obfuscated)(?:[^a-z]|$)|(?:^|[_-])here$|EXAMPLE|(?:^|[^a-z])my[-_ ]?(?:secret|password|token|key|api)|(?:^|[^a-z])(?:the|some|a)[-_](?:secret|password|token|key)/i
const FILE_OR_ADDRESS =
  /^(?:\.{0,2}\/[\w.@/{}$ -]*|~\/.*|[A-Za-z]:\\.*|file:.*|https?:\/\/[^@\s]*|[\w.-]+\.(?:json|ya?ml|pem|key|crt|cer|txt|env|py|js|ts|tsx|jsx|html?|css|xml|toml|ini|cfg|conf|log|md|p12|pfx|jks|pub|sh|sql|php|rb|java|go|png|svg|gpg|vue|kt|cs|properties|com|org|net|io|dev|local)|[\w.+-]+@[\w-]+\.[\w.-]+|\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?|localhost(?::\d+)?|[\w-]+(?:\/[\w.-]+){2,})$/
const HASHED =
  /^(?:\$(?:2[abxy]?|argon2\w*|scrypt|pbkdf2[\w-]*|[156y]|s0|apr1|P|H)\$|pbkdf2[:_]|bcrypt|argon2|scrypt:|sha(?:1|256|384|512)[$:-]|md5[$:-]|\{(?:SSHA|SHA|MD5|CRYPT|bcrypt|noop|PBKDF2)\w*\}|SCRAM-SHA|crypt\$)/
const UUID = /^\{?[0-9a-f]{8}-?(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\}?$/i
const PATTERN = /\\[dwsDWSb]|\[(?:\^|[a-z]-[a-z]|A-Z|0-9)|\(\?[:=!<]|\.\*|\.\+|\{\d+,\d*\}|^\^.*\$$|\[\^/
const MARKUP =
  /^(?:[.#][a-z][\w-]*(?:[\s>.#:[].*)?|<\/?\w+.*>|input\[.*|\/\/\w+\[.*|#[0-9a-f]{3,8}|&\w+;|data:[\w/+.-]+;base64.*|@\w+|:\w+|--[\w-]+)$/i

const MIGRATION = /^\d{4}_[a-z]\w*_\w*$/
const HEADER = /^x-[a-z]{2,12}(?:-[a-z\d]{1,12}){1,6}$/
/** `bs.dropdown`, the name of something inside a library. */
const DOTTED = /^[a-z]{2,10}(?:\.[a-z]{2,10}){1,3}$/

/** Tells what a value looks like: an honest random string, a word, a reference to somewhere else, a placeholder. */
export function shapeOf(value: string): ValueShape {
  const trimmed = value.trim()
  const plain = trimmed.toLowerCase()
  if (trimmed === '') return { shape: 'empty', because: 'empty' }
  if (REFERENCE.test(trimmed) || REFERENCE_INSIDE.test(trimmed) || CODE.test(trimmed))
    return { shape: 'reference', because: 'a reference to a value kept elsewhere' }
  if (PLACEHOLDER.test(trimmed)) return { shape: 'placeholder', because: 'a placeholder' }
  if (HASHED.test(trimmed)) return { shape: 'not-a-secret', because: 'a password hash' }
  if (NOTHING.has(plain))
    return { shape: isGuessable(trimmed) && !TYPE_NAMES.test(plain) ? 'guessable' : 'not-a-secret', because: 'a word of the language' }
  if (/^[A-Z_]{4,}$/.test(trimmed)) return { shape: 'placeholder', because: 'a name in capitals' }
  if (trimmed.split(/\s+/).length > 3 && isSentence(trimmed)) return { shape: 'not-a-secret', because: 'a sentence' }
  if (isGuessable(trimmed)) return { shape: 'guessable', because: 'among the first values that anybody would try' }
  if (PLACEHOLDER_WORDS.test(trimmed)) return { shape: 'placeholder', because: 'says itself that it is a placeholder' }
  if (FILE_OR_ADDRESS.test(trimmed) && !looksRandom(trimmed.replaceAll(/[/.]/g, '')))
    return { shape: 'not-a-secret', because: 'a path or an address' }
  if (/^(?:required|nullable|sometimes|string|min|max|confirmed|optional|present|filled)[|:].*/.test(trimmed))
    return { shape: 'not-a-secret', because: 'a rule of a schema' }
  if (MIGRATION.test(trimmed)) return { shape: 'not-a-secret', because: 'the name of a migration' }
  if (HEADER.test(trimmed)) return { shape: 'not-a-secret', because: 'the name of a header' }
  if (DOTTED.test(trimmed)) return { shape: 'words', because: 'made of words' }
  if (PATTERN.test(trimmed)) return { shape: 'not-a-secret', because: 'a pattern' }
  if (MARKUP.test(trimmed) && !looksRandom(trimmed)) return { shape: 'not-a-secret', because: 'markup or a selector' }
  if (isSentence(trimmed)) return { shape: 'not-a-secret', because: 'a sentence' }
  return shapeOfLiteral(trimmed)
}

function shapeOfLiteral(value: string): ValueShape {
  if (looksRandom(value))
    return { shape: 'random', because: `${value.length} characters with ${shannonEntropy(value).toFixed(1)} bits each` }
  const words = wordsOf(value)
  const letters = words.filter((word) => /^[a-z]+$/.test(word))
  const isOfCodes = (value.match(/\d/g) ?? []).length >= 3 && !letters.some((word) => word.length >= 4)
  if (!isOfCodes && /^[A-Za-z\d._:/-]+$/.test(value) && letters.every(isWordLike) && !(/\d/.test(value) && /^[A-Za-z]+\d{2,}$/.test(value)))
    return { shape: 'words', because: 'made of words' }
  return { shape: 'mixed', because: 'letters mixed with digits or signs' }
}

const MIN_RANDOM = 10
const BASE_ALPHABET = /^[A-Za-z\d+/=_.~-]+$/

/** Whether a value reads like the output of a generator: enough characters, many distinct ones, no words. */
export function looksRandom(value: string): boolean {
  if (value.length < MIN_RANDOM || /\s/.test(value)) return false
  if (UUID.test(value)) return true
  const entropy = shannonEntropy(value)
  if (/^[0-9a-f]+$/i.test(value))
    return value.length >= 16 && entropy > 2.8 && /\d/.test(value) && /[a-f]/i.test(value) && !/(\w{3,})\1\1/.test(value)
  if (/^\d+$/.test(value)) return false
  const letters = wordsOf(value).filter((word) => /^[a-z]{3,}$/.test(word))
  const inWords = letters.filter((word) => word.length >= 4 && isWordLike(word)).reduce((sum, word) => sum + word.length, 0)
  if (inWords / value.length > 0.6) return false
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z\d]/].filter((kind) => kind.test(value)).length
  if (kinds >= 3 && BASE_ALPHABET.test(value)) return entropy >= (value.length >= 20 ? 3.2 : 2.8)
  if (kinds >= 2 && /\d/.test(value)) return entropy >= 2.9
  if (kinds >= 3) return entropy >= 2.9
  return letters.some((word) => word.length >= 8 && !isWordLike(word)) && entropy >= 2.8
}

export function isUuid(value: string): boolean {
  return UUID.test(value)
}

/** Text with blanks between words; `Bearer` and passphrases of random parts are not sentences. */
function isSentence(value: string): boolean {
  const parts = value.split(/\s+/)
  if (parts.length < 2) return false
  const words = parts.filter((part) => /^[("']?[\p{L}'’-]+[.,:;!?)"']*$/u.test(part))
  return words.length / parts.length >= 0.5
}
