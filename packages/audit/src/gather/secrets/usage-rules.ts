import type { Rule } from './rule.ts'

/** A literal that follows another one among the arguments of a call; the call is named by its last word. */
function argumentOf(calls: string): string {
  return `(?<=(?:${calls})\\s{0,2}\\((?:[^()"'\`\\n;]|["'][^"'\\n]{0,120}["']){0,12}["'][^"'\\n]{1,160}["'],\\s{0,4})["']([^"'\\s]{6,100})["']`
}

const COLUMN = '["\'`\\[]?(?:password|passwd|pwd|pass|user_password|secret|api_key|api_secret|token|access_token)["\'`\\]]?'
const SQL_VALUE = "(?:'[^'\\n]{0,200}'|[^,'()\\n]{0,60}(?:\\([^()\\n]{0,60}\\))?)"

/** The literal of the first row that stands where the column of a secret stands among the columns. */
function insertedSecret(): string {
  const places = [0, 1, 2, 3, 4, 5, 6, 7].map(
    (before) =>
      `into\\s{1,3}[\\w.\`"\\[\\]]{1,60}\\s{0,3}\\((?:[^,()]{1,60},){${before}}\\s{0,3}${COLUMN}\\s{0,3}(?:,[^()]{0,400})?\\)\\s{0,3}values\\s{0,3}\\((?:\\s{0,3}${SQL_VALUE}\\s{0,3},){${before}}\\s{0,3}`,
  )
  return `(?i)(?<=${places.join('|')})N?'(?![0-9a-f]{32,}')([^'\\s]{4,128})'`
}

/** A value that is written on a command line. */
const WORD = `["']?([^\\s"'\`$<>|;&{}()]{4,128})`

/** Secrets that show by how they are used: positional arguments, keys of ciphers, command lines, statements, prose. */
export const USAGE_RULES: readonly Rule[] = [
  {
    id: 'login-argument',
    description: 'password among the arguments of a login',
    regex: `(?i)${argumentOf('connect\\w{0,10}|connection|login|logon|signin|sign_in|basic_?auth|basicauth|authenticate|auth|credentials?|mysqli|pdo|sequelize|singleton|connectionpool')}`,
    keywords: [
      'connect(',
      'connection(',
      'login(',
      'logon(',
      'auth(',
      'signin(',
      'sign_in(',
      'credentials(',
      'credential(',
      'mysqli(',
      'pdo(',
      'sequelize(',
      'singleton(',
      'authenticate(',
    ],
    kind: 'password',
    validate: 'argument',
  },
  {
    id: 'login-pair',
    description: 'user and password as a pair',
    regex: '\\bauth\\s{0,3}[=:]\\s{0,3}[([]\\s{0,3}["\'][^"\'\\n]{1,80}["\'],\\s{0,3}["\']([^"\'\\s]{4,100})["\']',
    keywords: ['auth=(', 'auth = (', 'auth: [', 'auth=['],
    kind: 'password',
    validate: 'argument',
  },
  {
    id: 'client-argument',
    description: 'secret among the arguments of a client',
    regex:
      '(?i)(?:new\\s{1,3}|\\b)\\w{0,40}(?:client|api|twilio|sdk|service|connector)\\(\\s{0,4}["\'][^"\'\\n]{2,120}["\'],\\s{0,4}["\']([A-Za-z0-9_+/=-]{20,128})["\']',
    keywords: ['client(', 'api(', 'twilio(', 'sdk(', 'service(', 'connector('],
    kind: 'secret-key',
    validate: 'random',
  },
  {
    id: 'cipher-key',
    description: 'key of a cipher or signature',
    regex:
      '(?:create(?:Hmac|Cipheriv|Decipheriv)\\(\\s{0,4}["\'`][\\w-]{1,30}["\'`],\\s{0,4}(?:Buffer\\.from\\(\\s{0,2})?|(?:jwt|JWT|jsonwebtoken)\\.(?:sign|verify|encode|decode)\\([^()\\n;"\']{0,80}?(?:\\{[^{}\\n]{0,120}\\}\\s{0,3})?,\\s{0,4}|SignedString\\(\\[\\]byte\\(|(?:SecretKeySpec|setSigningKey|signWith|cookieParser|AES\\.new|Fernet|hmac\\.new|hmacShaKeyFor)\\(\\s{0,4}(?:SignatureAlgorithm\\.\\w{1,10},\\s{0,3})?)b?["\'`]([^"\'`\\s]{8,128})["\'`]',
    keywords: [
      'createhmac(',
      'cipheriv(',
      'decipheriv(',
      'jwt.',
      'jsonwebtoken.',
      'signedstring(',
      'secretkeyspec(',
      'setsigningkey(',
      'signwith(',
      'cookieparser(',
      'aes.new(',
      'fernet(',
      'hmac.new(',
      'hmacshakeyfor(',
    ],
    kind: 'secret-key',
    validate: 'argument',
  },
  {
    id: 'command-password',
    description: 'password on a command line',
    regex: `(?:\\b(?:docker|podman|buildah|helm|nerdctl|az|oc)\\b[^\\r\\n|;]{0,160}?\\blogin\\b[^\\r\\n|;]{0,160}?\\s-p[ =]|\\bredis-cli\\b[^\\r\\n|;]{0,80}?\\s-a\\s|\\s-(?:storepass|keypass|srcstorepass|deststorepass)\\s|-pass(?:in|out)?\\s{1,2}pass:|-passin\\s{1,2}pass:|-passout\\s{1,2}pass:|\\bhtpasswd\\s{1,2}-\\w{0,4}b\\w{0,3}\\s{1,2}\\S{1,80}\\s\\S{1,40}\\s|\\bsqlcmd\\b[^\\r\\n|;]{0,80}?\\s-P\\s{0,2}|\\bldap(?:search|add|modify|passwd|delete)\\b[^\\r\\n|;]{0,120}?\\s-w\\s|\\bsqlplus\\s{1,3}[\\w.-]{1,40}/|\\bnet\\s{1,3}use\\b[^\\r\\n]{0,120}?/user:\\S{1,40}\\s)${WORD}`,
    keywords: ['login', 'redis-cli', 'storepass', 'keypass', ' pass:', 'htpasswd', '/user:', 'sqlcmd', 'ldap', 'sqlplus'],
    kind: 'password',
    validate: 'sql-password',
  },
  {
    id: 'piped-password',
    description: 'password written to a command',
    regex:
      '\\becho\\s{1,3}(?:-[ne]{1,2}\\s)?["\']?(?:[\\w.-]{1,32}:)?([^\\s"\'`$:|]{4,128})["\']?\\s{0,3}\\|\\s{0,3}(?:sudo\\s{1,2})?(?:chpasswd|passwd\\b|sudo\\s{1,3}-S|(?:docker|podman)\\s{1,3}login|gpg\\b)',
    keywords: ['chpasswd', 'passwd', 'sudo', 'docker', 'gpg'],
    kind: 'password',
    validate: 'sql-password',
  },
  {
    id: 'sql-set-password',
    description: 'password in an SQL statement',
    regex: '(?i)\\bSET\\s{1,4}PASSWORD\\b[^;\\r\\n]{0,120}?=\\s{0,4}(?:PASSWORD\\s{0,2}\\(\\s{0,2})?["\\\']([^"\\\'\\r\\n]{3,128})["\\\']',
    keywords: ['set password'],
    kind: 'password',
    validate: 'sql-password',
  },
  {
    id: 'sql-inserted-secret',
    description: 'password in an SQL statement',
    regex: insertedSecret(),
    keywords: ['insert into'],
    kind: 'password',
    validate: 'argument',
    window: 900,
  },
  {
    id: 'list-of-secrets',
    description: 'secret in a list',
    regex:
      '(?i)(?<=(?:api_?keys|access_?keys|tokens|secrets|secret_?keys|passwords)\\w{0,10}["\']?\\s{0,3}(?::[^=\\n]{0,40})?[:=]\\s{0,3}[[({]\\s{0,20}(?:["\'][^"\'\\n]{6,120}["\'],\\s{0,40}){0,20})["\']([^"\'\\s]{8,120})["\']',
    keywords: [
      'apikeys',
      'api_keys',
      'accesskeys',
      'access_keys',
      'tokens = [',
      'tokens: [',
      'tokens=[',
      'secrets = [',
      'secrets: [',
      'secret_keys',
      'secretkeys',
      'passwords',
    ],
    kind: 'secret-key',
    validate: 'argument',
    window: 1500,
  },
  {
    id: 'property-list-secret',
    description: 'secret of a property list',
    regex: '(?i)<key>[\\w.-]{0,40}(?:password|passwd|secret|token|api[_-]?key)</key>\\s{0,40}<string>([^<$\\s]{6,300})</string>',
    keywords: ['<key>'],
    path: '\\.(?:plist|xml)$',
    kind: 'secret-key',
    validate: 'argument',
  },
  {
    id: 'secure-string',
    description: 'password turned into a secure string',
    regex: '(?i)ConvertTo-SecureString\\s{1,3}(?:-String\\s{1,3})?["\']([^"\'$\\r\\n]{4,128})["\']',
    keywords: ['convertto-securestring'],
    kind: 'password',
    validate: 'sql-password',
  },
  {
    id: 'curl-option-password',
    description: 'user and password of a request',
    regex: 'CURLOPT_(?:PROXY)?USERPWD\\s{0,3},\\s{0,3}["\']([^\\s:"\'$]{1,64}:[^\\s"\'$]{3,128})["\']',
    keywords: ['userpwd'],
    kind: 'password',
    validate: 'credential-pair',
  },
  {
    id: 'driver-address',
    description: 'password in the address of a driver',
    regex: '["\'`=]([\\w.-]{1,40}:[^\\s:@/"\'`$%{}]{4,80})@(?:tcp|unix|udp)?\\(',
    keywords: ['@tcp(', '@unix(', '@('],
    kind: 'connection-string',
    validate: 'credential-pair',
  },
  {
    id: 'driver-settings',
    description: 'password in the settings of a driver',
    regex: '(?:["\'`\\s](?:host|hostaddr|user|dbname|sslmode|port)=[^\\s"\'`]{1,80}\\s{1,3}){1,6}password=([^\\s"\'`;&$%{}]{4,128})',
    keywords: ['password='],
    kind: 'connection-string',
    validate: 'sql-password',
  },
  {
    id: 'query-secret',
    description: 'secret in the query of an address',
    regex:
      '(?i)[?&](?:api[_-]?key|apikey|access[_-]?token|auth[_-]?token|token|key|appid|app[_-]?key|client[_-]?secret|secret|password|passwd|pwd|sig)=([^&\\s"\'`<>#{}$%\\\\,;)]{6,300})',
    keywords: [
      '?key=',
      '&key=',
      'apikey=',
      'api_key=',
      'api-key=',
      'token=',
      'appid=',
      'app_key=',
      'secret=',
      'password=',
      'passwd=',
      'pwd=',
      'sig=',
    ],
    kind: 'token',
    validate: 'argument',
  },
  {
    id: 'authorization-key',
    description: 'key of an authorization header',
    regex:
      '(?i)authorization\\\\?["\'`]?\\s{0,4}[\\],:=]\\s{0,4}\\\\?["\'`]?(?:token|apikey|api-key|key|ssws|splunk|genie[_-]?key|discogs token=)\\s{1,3}([A-Za-z0-9_~+/.=-]{16,400})',
    keywords: ['authorization'],
    kind: 'authorization-header',
    validate: 'random',
  },
  {
    id: 'default-of-reference',
    description: 'default of a secret setting',
    regex: '(?i)["\']\\$\\{[\\w.-]{0,60}(?:passw(?:or)?d|secret|token|api-?key)(?:\\.?value)?:([^${}\\s"\']{4,128})\\}["\']',
    keywords: ['password', 'passwd', 'secret', 'token', 'apikey', 'api-key'],
    kind: 'password',
    validate: 'argument',
  },
  {
    id: 'variable-default',
    description: 'default of a secret variable',
    regex:
      '(?i)\\bvariable\\s{1,4}"[\\w-]{0,60}(?:password|passwd|secret|token|api_?key|access_?key|private_?key)"\\s{0,4}\\{[^{}]{0,400}?\\bdefault\\s{0,20}=\\s{0,4}"([^"\\r\\n$]{4,300})"',
    keywords: ['variable'],
    path: '\\.tf(?:\\.json)?$',
    kind: 'password',
    validate: 'sql-password',
    window: 700,
  },
  {
    id: 'encoded-private-key',
    description: 'private key, encoded once more',
    regex: '(?<![A-Za-z0-9+/=])(LS0tLS1CRUdJTi[A-Za-z0-9+/]{80,12000}={0,2})',
    keywords: ['LS0tLS1CRUdJTi'],
    kind: 'private-key',
    validate: 'encoded-private-key',
    window: 12_500,
  },
  {
    id: 'kubernetes-secret',
    description: 'value of a Kubernetes Secret',
    regex:
      '(?m)(?<=^[ \\t]{1,12})(?=[\\w.-]{1,80}:[ \\t]{1,4}["\']?[A-Za-z0-9+/]{6})(?<=^kind:[ \\t]{1,4}["\']?Secret["\']?[ \\t]{0,4}$(?:(?!^---)[\\s\\S]){0,800}?^data:[ \\t]{0,4}\\r?\\n(?:[ \\t]{1,12}[^\\n]{0,1500}\\n){0,40})[\\w.-]{1,80}:[ \\t]{1,4}["\']?([A-Za-z0-9+/]{6,4000}={0,2})["\']?[ \\t]{0,4}\\r?$',
    keywords: ['kind: secret'],
    kind: 'secret-key',
    validate: 'kubernetes-data',
    window: 12_000,
    path: '\\.(?:ya?ml|json)$',
  },
  {
    id: 'password-file',
    description: 'hash of a password file',
    regex:
      '(?<=(?:^|\\n)[^\\s:#]{1,64}:)(\\$(?:apr1|2[abxy]|5|6|1)\\$[A-Za-z0-9./$]{20,120}|\\{SHA\\}[A-Za-z0-9+/=]{28}|[A-Za-z0-9./]{13}(?=\\s|$))',
    keywords: [':$apr1$', ':$2', ':$5$', ':$6$', ':$1$', ':{sha}'],
    path: '(?:^|/)\\.?htpasswd(?:[.-]\\w+)?$|\\.htpasswd$|(?:^|/)shadow$',
    kind: 'password',
  },
  {
    id: 'pgpass-password',
    description: 'password of a PostgreSQL password file',
    regex: '(?<=(?:^|\\n)[^\\s:#]{1,100}:(?:\\d{2,5}|\\*):[^\\s:]{1,64}:[^\\s:]{1,64}:)(\\S{4,128})',
    keywords: [':5432:', ':*:', ':5433:'],
    path: '(?:^|/)\\.?pgpass(?:\\.conf)?$',
    kind: 'password',
    validate: 'sql-password',
  },
  {
    id: 'device-password',
    description: 'password of a network device',
    regex:
      '(?:\\benable (?:secret|password)|\\busername \\S{1,40}(?: privilege \\d{1,2})? (?:password|secret))\\s(?:level \\d{1,2} )?(?:[0-9] )?(\\S{4,128})',
    keywords: ['enable secret', 'enable password', 'username '],
    kind: 'password',
    validate: 'device',
    path: '\\.(?:cfg|conf|txt|config|cnf|ios)$|(?:^|/)[^./]+$',
  },
  {
    id: 'directive-password',
    description: 'password of a server setting',
    regex:
      '(?:^|\\n)[ \\t]{0,8}(?:bindpw|rootpw|bind_password|password|passwd|secret|psk|auth_token)[ \\t]{1,8}["\']?([^\\s"\'=:{}]{6,128})["\']?[ \\t]{0,4}(?=\\r?\\n|$)',
    keywords: ['bindpw', 'rootpw', 'bind_password', 'password', 'passwd', 'secret', 'psk', 'auth_token'],
    path: '\\.(?:conf|cfg|cnf|ini|secrets|config)$|(?:^|/)(?:netrc|\\.netrc)$',
    kind: 'password',
    validate: 'written',
  },
  {
    id: 'preshared-key',
    description: 'pre-shared key',
    regex: '\\bPSK\\s{1,4}["\']([^"\'\\s]{6,128})["\']',
    keywords: ['psk'],
    kind: 'secret-key',
    validate: 'written',
  },
  {
    id: 'prose-password',
    description: 'password in a text',
    regex:
      '(?i)(?<![\\w$.-])(?:password|passwd|passphrase|passwort|pwd|pw|pass|passcode)\\b["\'`*_]{0,3}(?:\\s{1,3}(?:is|was|to|of|for \\S{1,30} is)\\b)?(?:\\s{0,3}[:=]|\\s{1,2}->|(?<=is)|(?<=was)|\\s(?=`))\\s{0,3}["\'`*(]{0,3}([^\\s"\'`<>|()*,;]{6,64})',
    keywords: ['password', 'passwd', 'passphrase', 'passwort', 'pwd', 'pw:', 'pw=', 'pw is', 'pass:', 'pass is', 'passcode'],
    path: '\\.(?:md|mdx|markdown|rst|txt|adoc|log|eml|org|tex|csv)$|(?:^|/)(?:README|NOTES|INSTALL|TODO|HOWTO)[^/.]*$',
    kind: 'password',
    validate: 'written',
  },
  {
    id: 'prose-login',
    description: 'user and password in a text',
    regex:
      '(?i)\\b(?:login|log in|credentials?|creds|account|admin|user)\\b(?: with| as| is|s are)?\\s{0,2}[:=]?\\s{0,2}["\'`*]{0,2}[\\w.@-]{2,40}["\'`*]{0,2}\\s{0,2}[/:]\\s{0,2}["\'`*]{0,2}([^\\s"\'`<>|()*,;/]{6,64})["\'`*]{0,2}(?=[\\s.,;)]|$)',
    keywords: ['login', 'log in', 'credential', 'creds', 'account', 'admin', 'user'],
    path: '\\.(?:md|mdx|markdown|rst|txt|adoc|org|eml)$|(?:^|/)(?:README|NOTES|INSTALL|TODO|HOWTO)[^/.]*$',
    kind: 'password',
    validate: 'written',
  },
]
