import { describe, expect, it } from 'vitest'
import { GENERAL_RULES } from '../../../src/gather/secrets/general-rules.ts'
import { PROVIDER_RULES } from '../../../src/gather/secrets/provider-rules.ts'
import type { RawSecret } from '../../../src/gather/secrets/raw-secret.ts'
import { createScanner } from '../../../src/gather/secrets/scanner.ts'
import { USAGE_RULES } from '../../../src/gather/secrets/usage-rules.ts'

const scanner = createScanner([...PROVIDER_RULES, ...GENERAL_RULES, ...USAGE_RULES])

function scan(file: string, text: string): readonly RawSecret[] {
  const bytes = Buffer.from(text)
  return scanner.scan(bytes, bytes.length, file).secrets
}

// Values are put together here so that no hosting platform takes them for real ones.
const RANDOM = ['k9Qz', 'T4vX', 'w2Lm', 'B7nR', 'y5Hd', 'G8sJ'].join('')
const HEX = ['9f86d081', '884c7d65', '9a2feaa0', 'c55ad015'].join('')
const AWS = ['AK', 'IAQ3EGRT5WKLM7NB4C'].join('')
const GITHUB = ['gh', 'p_', 'x7Kd93mQpL2vRt8WnZ4yBc6JhF1sAg5EuTbq'].join('')
const KEY_BODY = Array.from({ length: 6 }, (_, row) =>
  Buffer.from(Array.from({ length: 48 }, (_, column) => (row * 37 + column * 91 + ((column * column) % 29) * 7) & 255)).toString('base64'),
)
const PEM = (kind: string): string => ['-----BEGIN ', kind, 'PRIVATE ', 'KEY-----'].join('')
const JWT = `${Buffer.from('{"alg":"HS256","typ":"JWT"}').toString('base64url')}.${Buffer.from('{"sub":"42","role":"admin"}').toString('base64url')}.${RANDOM}${RANDOM}`

describe('what people write and should not', () => {
  it.each([
    ['quoted in Python', 'app/db.py', `DB_PASSWORD = "Fr0gg!e42"`],
    ['keyword argument', 'app/db.py', `connect(host="db", password="Fr0gg!e42")`],
    ['subscript', 'app/main.py', `app.config["SECRET_KEY"] = "${RANDOM}"`],
    ['guessable key of an application', 'app/main.py', `app.config['SECRET_KEY'] = 'supersecretkey'`],
    ['attribute', 'app/main.py', `app.secret_key = 'dev'`],
    ['fallback in Python', 'app/main.py', `SECRET = os.environ.get("JWT_SECRET", "${RANDOM}")`],
    ['fallback in JavaScript', 'src/auth.js', `const secret = process.env.JWT_SECRET || '${RANDOM}'`],
    ['guessable fallback', 'src/auth.js', `const secret = process.env.JWT_SECRET ?? 'my-jwt-secret-123'`],
    ['property', 'src/config.ts', `export const config = { jwtSecret: '${RANDOM}' }`],
    ['typed constant', 'src/config.ts', `const apiKey: string = '${HEX}'`],
    ['template literal', 'src/config.ts', `const apiKey = \`${HEX}\``],
    ['arguments of a command', 'src/backup.js', `run('mysqldump', ['--user', 'app', '--password', 'Fr0gg!e42', 'shop'])`],
    ['a pair', 'src/auth.js', `const login = [['password', 'Fr0gg!e42']]`],
    ['comparison', 'app/login.py', `if password == "Hq7!zzPw":`],
    ['Go', 'main.go', `dbPassword := "Fr0gg!e42"`],
    ['Java', 'Main.java', `private static final String DB_PASSWORD = "Fr0gg!e42";`],
    ['YAML', 'config/app.yml', `db:\n  password: Fr0gg!e42\n`],
    ['YAML quoted', 'config/app.yml', `jwt:\n  secret: "${RANDOM}"\n`],
    ['YAML in braces', '.github/workflows/a.yml', `      - run: deployer\n        env: { DEPLOY_TOKEN: dpl-88d1-Fr0gg-e42q, STAGE: a }\n`],
    ['YAML name and value', 'deploy/app.yaml', `env:\n  - name: DB_PASSWORD\n    value: Fr0gg!e42\n`],
    ['JSON', 'config/production.json', `{ "database": { "password": "Fr0gg!e42" } }`],
    ['properties', 'application.properties', `spring.datasource.password=Fr0gg!e42`],
    ['INI', 'settings.ini', `[db]\npassword = Fr0gg!e42`],
    ['TOML', 'config.toml', `api_key = "${HEX}"`],
    ['env', '.env', `SMTP_PASSWORD=Fr0gg!e42`],
    ['export', 'run.sh', `export API_TOKEN=${RANDOM}`],
    ['option', 'run.sh', `tool login --password Fr0gg!e42 --verbose`],
    ['XML element', 'settings.xml', `<server><password>Fr0gg!e42</password></server>`],
    ['XML attribute', 'web.config', `<add key="DbPassword" value="Fr0gg!e42" />`],
    ['Dockerfile', 'Dockerfile', `FROM node:22\nENV API_SECRET=${RANDOM}\n`],
    ['connection address', 'app/db.py', `engine = create_engine("postgresql://app:Fr0gg!e42@db.internal:5432/app")`],
    ['connection string', 'appsettings.json', `{"Default":"Server=db;Database=app;User Id=sa;Password=Fr0gg!e42;"}`],
    ['SQL user', 'init.sql', `CREATE USER app WITH PASSWORD 'Fr0gg!e42';`],
    ['SQL identified by', 'init.sql', `CREATE USER 'app'@'%' IDENTIFIED BY 'Fr0gg!e42';`],
    ['basic authorization', 'client.js', `headers: { Authorization: 'Basic ${Buffer.from('svc:Fr0gg!e42').toString('base64')}' }`],
    ['bearer authorization', 'client.py', `headers = {"Authorization": "Bearer ${RANDOM}"}`],
    ['curl', 'deploy.sh', `curl -s -u svc:Fr0gg!e42 https://api.internal/`],
    ['mysql client', 'backup.sh', `mysqldump -u root -pFr0ggie42 app > dump.sql`],
    ['redis', 'redis.conf', `requirepass Fr0gg!e42`],
    ['AWS key id', 'src/s3.ts', `const id = '${AWS}'`],
    ['GitHub token', 'scripts/release.py', `TOKEN = "${GITHUB}"`],
    ['private key', 'certs/server.key', `${PEM('RSA ')}\n${KEY_BODY.join('\n')}\n-----END RSA PRIVATE KEY-----\n`],
    ['private key in JSON', 'account.json', `{"private_key": "${PEM('')}\\n${KEY_BODY.join('\\n')}\\n-----END PRIVATE KEY-----\\n"}`],
    [
      'private key in code',
      'sign.js',
      `const key = '${PEM('EC ')}\\n' +\n${KEY_BODY.map((line) => `  '${line}\\n'`).join(' +\n')} +\n  '-----END EC PRIVATE KEY-----'`,
    ],
    ['token', 'src/client.ts', `const token = '${JWT}'`],
    ['secret of a session', 'src/app.js', `app.use(session({ secret: 'keyboard cat', resave: false }))`],
    ['login of a database', 'src/db.js', `mysql.createConnection({ host: 'localhost', user: 'root', password: 'root' })`],
    ['login over several lines', 'src/db.py', `connect(\n  host="db",\n  user="app",\n  password="postgres",\n)`],
    [
      'behind an example',
      'app/api.py',
      `@extend_schema(examples=[OpenApiExample('a', value={})])\ndef get(): ...\nDB_PASSWORD = 'Fr0gg!e42'`,
    ],
    ['guessable in JSON', 'config/default.json', `{ "jwt": { "secret": "ThisIsMyJwtSecret" } }`],
    ['reference with a fallback', 'compose.yml', `environment:\n  DB_PASSWORD: \${DB_PASSWORD:-Fr0gg!e42}`],
    ['seeded account', 'seed.py', `users = [("admin", "admin123", "admin")]`],
    ['seeded account with a hash', 'seed.js', `add('admin', await hash('changeme'))`],
    ['some key with a random value', 'src/config.js', `catalogueKey: 'cat-${RANDOM}-71'`],
    ['UTF-8 around it', 'src/config.py', `# größe\nnom = "é"\nAPI_SECRET = "${RANDOM}"`],
  ])('%s', (_, file, text) => {
    expect(scan(file, text)).not.toEqual([])
  })

  it('finds the value and nothing round it', () => {
    const text = `const a = 1\nconst config = { dbPassword: 'Fr0gg!e42', port: 1 }\n`
    const [secret] = scan('src/config.js', text)
    expect(secret).toMatchObject({ value: 'Fr0gg!e42', name: 'dbPassword', kind: 'password', confidence: 'likely' })
    expect(text.slice(secret?.from, secret?.to)).toBe('Fr0gg!e42')
  })

  it('finds one secret once, under the name of its provider', () => {
    expect(scan('src/s3.ts', `const accessKey = '${AWS}'`)).toMatchObject([{ rule: 'aws-access-key', name: 'accessKey' }])
  })
})

describe('a key that browsers are given', () => {
  const MAP_KEY = ['AI', 'zaSyC3xQ9bT7wLm2kVn8RfJd5HgYp0Ue1ZaXs'].join('')
  it.each([
    ['web/_next/static/chunks/94ca1967.1b3402358e0e1255.js', 'possible'],
    ['src/server/maps.js', 'likely'],
    ['web/src/static/js/maps.js', 'likely'],
  ])('in %s is %s', (file, confidence) => {
    expect(scan(file, `const options = { a: "${MAP_KEY}" }`).map((secret) => secret.confidence)).toEqual([confidence])
  })
})

describe('what only looks like it', () => {
  it.each([
    ['the working folder of an environment', 'src/worker.js', `const env = { USER: 'web', PWD: '/', HOME: '/home/web' }`],
    [
      'an example of the documentation of an interface',
      'app/api.py',
      `@extend_schema(responses={200: OpenApiResponse(examples=[OpenApiExample(name='r', value={'id': 1, 'data_password': 'secret'})])})\ndef get(): ...`,
    ],
    ['an example of a property', 'src/user.dto.ts', `@ApiProperty({ example: { password: 'changeme' } })\nbody: Login`],
    [
      'a command that a message shows',
      'app/keys.py',
      `raise Missing(\n    "A key is needed. For example:\\n"\n    "export APP_SECRET_KEY='my-secret-key'\\n"\n    "and start again."\n)`,
    ],
    ['reference to the environment', 'app/main.py', `SECRET_KEY = os.environ["SECRET_KEY"]`],
    ['reference without fallback', 'src/auth.js', `const secret = process.env.JWT_SECRET`],
    ['empty fallback', 'src/auth.js', `const secret = process.env.JWT_SECRET || ''`],
    ['shell reference', '.env', `DB_PASSWORD=\${DB_PASSWORD}`],
    ['workflow secret', '.github/workflows/ci.yml', `env:\n  API_TOKEN: \${{ secrets.API_TOKEN }}`],
    ['template of Helm', 'chart/values.yaml', `password: {{ .Values.password }}`],
    ['vault path', 'config/app.yml', `password: vault:secret/data/app#password`],
    ['file of a secret', 'compose.yml', `POSTGRES_PASSWORD_FILE: /run/secrets/db`],
    ['function call', 'src/auth.js', `const token = generateToken('access', user)`],
    ['a list of weak words', 'app/words.py', `COMMON = frozenset({"passwordpassword", "archive12mill", "123456789012"})`],
    ['expression', 'src/auth.js', `const password = req.body.password`],
    ['concatenation', 'src/auth.js', `const token = 'prefix-9f86d081' + id`],
    ['public key', 'src/keys.js', `const publicKey = '${RANDOM}${RANDOM}'`],
    ['words that sound like keys', 'src/game.js', `const monkey = '${HEX}', keyword = '${HEX}', keyboard = "${RANDOM}"`],
    ['name of a field', 'src/names.js', `const REFRESH_TOKEN = 'refresh_token'`],
    ['label', 'src/form.js', `const labels = { password: 'Password', newPassword: 'New password' }`],
    ['input type', 'src/form.jsx', `<input type="password" name="password" placeholder="Enter your password" />`],
    ['markup that a program joins', 'src/form.js', `row = '<label for="vault-password">'+T._("vault.Fr0gg!e42")+'</label>'`],
    ['selector', 'e2e.js', `const passwordField = '#password-input'`],
    ['message', 'src/errors.py', `INVALID_PASSWORD = "The password is wrong"`],
    ['rule of a schema', 'src/schema.js', `password: 'required|min:8'`],
    ['pattern', 'src/schema.js', `const password = /^(?=.*[a-z])(?=.*\\d).{8,}$/`],
    ['token type', 'src/auth.py', `return {"access_token": token, "token_type": "bearer"}`],
    ['path of a login', 'src/auth.py', `oauth2 = OAuth2PasswordBearer(tokenUrl="auth/token")`],
    ['header name', 'src/auth.js', `const apiKeyHeader = 'x-api-key'`],
    ['hash of a password', 'seed.py', `password = "$2b$12$C6UzMDM.H6dfI/f/IKcEeO7ZP1mP0z9m"`],
    ['commit', 'src/version.js', `const commit = '${HEX}aabbccdd'`],
    ['integrity', 'index.html', `<script integrity="sha384-${RANDOM}${RANDOM}"></script>`],
    ['placeholder', '.env.example', `JWT_SECRET=your-secret-key\nDB_PASSWORD=changeme\nAPI_KEY=xxxxxxxxxxxx`],
    ['angle brackets', 'README.md', `API_KEY=<your api key>`],
    ['example address', 'README.md', `postgres://user:password@localhost/db`],
    ['address with a port', 'src/a.js', `fetch('http://localhost:3000/a@b')`],
    ['address with an at sign in the path', 'src/a.js', `import x from 'https://esm.sh/react:18@latest'`],
    ['test password', 'tests/test_login.py', `client.post("/login", json={"password": "testpassword"})`],
    ['translations', 'locales/de.json', `{ "password": "Passwort", "forgotPassword": "Passwort-vergessen1" }`],
    ['lock file', 'package-lock.json', `{ "token": "${RANDOM}" }`],
    ['syntax tree', 'src/parser.js', `const nextToken = 'StringLiteral', token = "?NonTerminal"`],
    ['type in a schema', 'openapi.yaml', `password:\n  type: string\n  format: password`],
    ['annotation', 'src/user.ts', `interface User { password: string; apiKey: 'none' | 'some' }`],
    [
      'documentation token',
      'docs/auth.md',
      `token: eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U`,
    ],
    ['check for a key', 'src/keys.js', `if (text.indexOf("${PEM('')}") === 0) { return importKey(text) }`],
    ['documentation key id', 'src/s3.py', `aws_access_key_id = "${['AK', 'IAIOSFODNN7EXAMPLE'].join('')}"`],
    ['sentence made of common words', 'src/errors.js', `const errors = { password: 'Password must be at least 8 characters' }`],
    ['token that is meant to be refused', 'src/probe.ts', `const EXPIRED_TOKEN = '${JWT}'`],
    ['list of refused passwords', 'src/passwords.js', `const COMMON = new Set(['password1', 'admin', 'admin123', 'letmein'])`],
    ['list of refused passwords from the start', 'src/passwords.js', `const COMMON = ['admin', 'admin123', 'password1', 'letmein']`],
    ['list of roles', 'src/roles.js', `const roles = ['admin', 'user', 'guest'], more = ["admin", "manager"]`],
    ['keys of maps', 'src/cache.js', `const cacheKey = 'user-profile-list', sortKey = 'createdAt', rowKey = "order_id_2"`],
    ['qualified type', 'data.py', `"AWS::IAM::AccessKey": "${HEX}"`],
  ])('%s', (_, file, text) => {
    expect(scan(file, text)).toEqual([])
  })
})

describe('hostile input', () => {
  const MB = 1_000_000
  it.each([
    ['one letter', 'a'.repeat(MB)],
    ['keywords', 'password=secret:token,'.repeat(MB / 22)],
    ['open quotes', 'password="'.repeat(MB / 10)],
    ['addresses', 'a://b:c'.repeat(MB / 7)],
    ['addresses with signs', 'postgres://a:b@'.repeat(MB / 15)],
    ['key headers', `${PEM('RSA ')}\n`.repeat(MB / 32)],
    ['long base64', `eyJ${'A'.repeat(MB)}`],
    ['bearers', 'authorization: bearer '.repeat(MB / 22)],
    ['curls', `curl ${'-'.repeat(50)} `.repeat(MB / 56)],
    ['blanks', `password${' '.repeat(MB)}`],
    ['server strings', 'server=a;password='.repeat(MB / 18)],
    ['sql', 'USER PASSWORD IDENTIFIED BY '.repeat(MB / 28)],
    [
      'every keyword of every rule',
      [...PROVIDER_RULES, ...GENERAL_RULES, ...USAGE_RULES]
        .flatMap(({ keywords }) => keywords)
        .join('')
        .repeat(400)
        .slice(0, MB),
    ],
    ['zeros after the first page', `${'x'.repeat(9000)}${'\0'.repeat(MB)}`],
  ])('ends on a megabyte of %s', (_, text) => {
    expect(Array.isArray(scan('src/app.js', text))).toBe(true)
    expect(Array.isArray(scan('app.env', text))).toBe(true)
  })
})
