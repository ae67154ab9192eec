import type { Rule } from './rule.ts'

/** Names of accounts that are made for everybody. */
const ACCOUNTS = ['admin', 'root', 'user', 'test', 'guest', 'demo', 'super', 'operator', 'manager', 'librarian', 'owner', 'staff']

/** Credentials without a provider: keys, tokens, headers, addresses and statements that carry a password. */
export const GENERAL_RULES: readonly Rule[] = [
  {
    id: 'private-key',
    description: 'private key',
    regex: '-----BEGIN (?:[A-Z0-9]{2,12} ){0,2}PRIVATE KEY(?: BLOCK)?-----((?:[^-]|-(?!----)){1,12000})',
    keywords: ['-----BEGIN'],
    kind: 'private-key',
    validate: 'private-key',
    window: 12_500,
  },
  {
    id: 'putty-private-key',
    description: 'PuTTY private key',
    regex: '(PuTTY-User-Key-File-\\d: [a-z0-9-]{4,40})',
    keywords: ['PuTTY-User-Key-File'],
    kind: 'private-key',
  },
  {
    id: 'jwt',
    description: 'JSON web token',
    regex: '(?<![A-Za-z0-9_.-])(eyJ[A-Za-z0-9_-]{10,2000}\\.eyJ[A-Za-z0-9_-]{10,4000}\\.[A-Za-z0-9_-]{16,1000})',
    keywords: ['eyJ'],
    kind: 'token',
    validate: 'jwt',
    window: 7000,
  },
  {
    id: 'connection-string',
    description: 'password in a connection address',
    regex: '\\b[a-zA-Z][a-zA-Z0-9+.-]{1,24}://[^\\s:@/"\'`<>{}()]{0,64}:([^\\s@/"\'`<>]{1,128})@(?=[\\w.$\\[{-])',
    keywords: ['://'],
    kind: 'connection-string',
    validate: 'connection-string',
  },
  {
    id: 'connection-settings',
    description: 'password in a connection string',
    regex:
      '(?i)(?:server|host|data source|addr(?:ess)?|user id|uid|username|user|database|initial catalog|endpoint|accountname)\\s{0,3}=[^"\'\\r\\n]{1,200}?;\\s{0,3}(?:password|pwd)\\s{0,3}=\\s{0,3}([^;"\'\\s<>]{3,128})',
    keywords: ['password', 'pwd'],
    kind: 'connection-string',
    validate: 'connection-string',
  },
  {
    id: 'basic-authorization',
    description: 'basic authorization header',
    regex: '\\b[Bb]asic\\s{1,3}([A-Za-z0-9+/]{8,200}={0,2})(?![A-Za-z0-9+/=])',
    keywords: ['basic '],
    kind: 'authorization-header',
    validate: 'basic-auth',
  },
  {
    id: 'bearer-authorization',
    description: 'bearer token',
    regex:
      '(?:[Aa]uthorization\\\\?["\'`]?\\s{0,4}[\\],:=]\\s{0,4}\\\\?["\'`]?|["\'`])[Bb]earer\\s{1,3}([A-Za-z0-9_~+/.-]{20,1000}={0,2})(?![A-Za-z0-9])',
    keywords: ['bearer '],
    entropy: 3.5,
    kind: 'authorization-header',
    window: 1200,
  },
  {
    id: 'curl-user',
    description: 'user and password of a curl call',
    regex: '\\bcurl\\b[^\\r\\n|;]{0,200}?\\s(?:-u|--user)[\\s=]{1,3}["\']?([^\\s:"\'$]{1,64}:[^\\s"\'$]{3,128})',
    keywords: ['curl '],
    kind: 'password',
    validate: 'credential-pair',
  },
  {
    id: 'database-client-password',
    description: 'password of a database client call',
    regex: '\\bmysql(?:dump|admin|import)?\\b[^\\r\\n|;]{0,120}?\\s-p([^\\s"\'$-][^\\s"\'$]{3,64})',
    keywords: ['mysql'],
    kind: 'password',
    validate: 'sql-password',
  },
  {
    id: 'sshpass',
    description: 'password of an sshpass call',
    regex: '\\bsshpass\\s{1,3}-p\\s{0,3}["\']?([^\\s"\'$]{4,128})',
    keywords: ['sshpass'],
    kind: 'password',
    validate: 'sql-password',
  },
  {
    id: 'sql-identified-by',
    description: 'password in an SQL statement',
    regex: '(?i)\\bIDENTIFIED\\s{1,8}(?:WITH\\s{1,3}\\S{1,40}\\s{1,3})?BY\\s{1,8}(?:PASSWORD\\s{1,3})?["\']([^"\'\\r\\n]{3,128})["\']',
    keywords: ['identified'],
    kind: 'password',
    validate: 'sql-password',
  },
  {
    id: 'sql-role-password',
    description: 'password in an SQL statement',
    regex:
      '(?i)\\b(?:CREATE|ALTER)\\s{1,4}(?:USER|ROLE|LOGIN)\\b[^;\\r\\n]{1,160}?\\bPASSWORD\\s{0,3}=?\\s{0,3}N?["\']([^"\'\\r\\n]{3,128})["\']',
    keywords: ['password'],
    kind: 'password',
    validate: 'sql-password',
  },
  {
    id: 'redis-password',
    description: 'Redis password',
    regex:
      '(?:^|[\\s"\'])(?:(?:--)?(?:requirepass|masterauth)[ \\t]{1,8}["\']?|--(?:requirepass|masterauth)["\'],\\s{0,4}["\'])([^\\s"\',]{3,256})',
    keywords: ['requirepass', 'masterauth'],
    kind: 'password',
    validate: 'sql-password',
  },
  {
    id: 'default-account',
    description: 'account with a password that everybody knows',
    regex:
      '(?<=[(\\[{]\\s{0,8})["\'`]((?:admin|administrator|root|user|test|guest|demo|superuser|superadmin|operator|manager|librarian|owner|staff)\\d{0,2}(?:@[\\w.-]{1,60})?["\'`]\\s{0,8},\\s{0,8}(?:["\'`][\\w.-]{1,40}@[\\w.-]{1,60}["\'`]\\s{0,8},\\s{0,8})?(?:await\\s{1,2})?(?:[\\w.]{1,40}\\(\\s{0,4})?b?["\'`][^"\'`\\s]{4,40})["\'`](?!\\s{0,8},\\s{0,8}["\'`][^"\'`\\n]{0,20}(?:\\d|pass|qwerty|letmein|welcome|secret))',
    keywords: ACCOUNTS.flatMap((name) => [`'${name}`, `"${name}`]),
    kind: 'password',
    validate: 'default-account',
  },
  {
    id: 'docker-auth',
    description: 'registry credentials',
    regex: '"auth"\\s{0,3}:\\s{0,3}"([A-Za-z0-9+/]{12,400}={0,2})"',
    keywords: ['"auth"'],
    kind: 'password',
    validate: 'docker-auth',
  },
  {
    id: 'netrc-password',
    description: 'password of a netrc entry',
    regex: 'machine\\s{1,4}\\S{1,100}\\s{1,8}login\\s{1,4}\\S{1,100}\\s{1,8}password\\s{1,4}(\\S{3,200})',
    keywords: ['password'],
    path: '(?:^|/)[._]?netrc$',
    kind: 'password',
    validate: 'sql-password',
  },
]
