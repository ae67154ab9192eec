import { describe, expect, it } from 'vitest'
import { maskSecrets } from '../../../src/gather/secrets/gather-secrets.ts'
import { GENERAL_RULES } from '../../../src/gather/secrets/general-rules.ts'
import { createScanner } from '../../../src/gather/secrets/scanner.ts'
import { USAGE_RULES } from '../../../src/gather/secrets/usage-rules.ts'

const scanner = createScanner([...GENERAL_RULES, ...USAGE_RULES])
const PASSWORD = ['Fr0gg', '!e', '42'].join('')
const HEX = ['9f86d081', '884c7d65', '9a2feaa0', 'c55ad015'].join('')
const KEY = ['k9Qz', 'T4vX', 'w2Lm', 'B7nR', 'y5Hd', 'G8sJ'].join('')

function sure(file: string, text: string): string[] {
  const bytes = Buffer.from(`${text}\n`)
  return scanner.scan(bytes, bytes.length, file).secrets.flatMap(({ confidence, value }) => (confidence === 'possible' ? [] : [value]))
}

describe('a list of refused passwords', () => {
  it.each([
    ['src/a.js', "const COMMON = new Set(['password1234', '123456789012', 'passwordpassword', 'password12345'])"],
    ['src/a.py', 'COMMON = frozenset({"password1234", "123456789012", "letmein12345"})'],
    ['src/a.js', "const badPasswords = [\n  'qwertzuiop',\n  '1q2w3e4r5t',\n  'asdfghjkl;',\n]"],
    ['src/a.py', `DEFAULT_SECRET_KEYS = {\n    "${KEY}",\n}`],
  ])('%s: %s', (file, text) => {
    expect(sure(file, text)).toEqual([])
  })
})

describe('values that are only shown, and texts that nobody wrote', () => {
  it.each([
    ['src/a.js', `/**\n * {\n *   "access_token": "${KEY}"\n * }\n */`],
    ['src/a.py', `def grant():\n    """Answers with\n\n        {'access_token': '${KEY}'}\n    """\n`],
    ['src/a.py', `port = Dict(\n    help="""Like\n        {'api_token': 'super-secret'}\n    """)`],
    ['src/a.js', `// \`Basic ${Buffer.from('charles:12345').toString('base64')}\``],
    ['src/api.js', "nodeApi('GET', '/payments/4fK2/status8a')"],
    ['src/a.py', `def connect():\n    """\n    Takes addresses, eg. 'postgresql://a:b8@c/d'.\n    """\n`],
    ['src/a.py', `class Signed:\n    """\n    For example:\n\n        Authorization: Token ${HEX}\n    """\n`],
    ['src/a.js', `logger.debug('Write: session = { secret: \\'${KEY}\\' }')`],
    ['src/a.js', `  '  await change({ password: \\'${PASSWORD}\\' })\\n' +`],
    ['src/a.js', "results.add(this, { pass: 'rcpt_to.split' })"],
    ['src/a.py', 'BACKEND_SESSION_KEY = "_auth_user_backend"'],
    ['src/a.py', `Link(text=_('Set password'), view='accounts:set_password2')`],
    ['src/a.js', `x.push(ssh == 1 ? "SSH-User+Pass" : "SSH-${PASSWORD}")`],
    ['src/a.py', 'username_and_password = "username-password"'],
    ['src/types.js', "const TYPES = { stripe_secret_key: 'string', admin_session_secret: 'string' }"],
    ['public/app.js', `${'a(1);'.repeat(400)}this.newPassword="",this.set("newPassword","Ne2Pass11")`],
    ['public/assets/index-BRu0xQnT.js', `const password="${PASSWORD}"`],
    ['public/assets/main-25495154132af730.js', `const password="${PASSWORD}"`],
    ['.yarn/releases/yarn-4.0.0.cjs', `const password="${PASSWORD}"`],
  ])('%s: %s', (file, text) => {
    expect(sure(file, text)).toEqual([])
  })
  it.each([
    ['src/a.py', `"""Settings."""\nAPI_TOKEN = '${KEY}'\n"""More."""`],
    ['src/a.js', `/* Settings */\nconst accessToken = '${KEY}'`],
    ['src/assets/index-settings.js', `const password="${PASSWORD}"`],
    ['src/a.py', `ADDRESS = "postgresql://app:${PASSWORD}@c/d"`],
    ['src/a.py', `HEADER = "Authorization: Token ${HEX}"`],
    ['src/a.js', `send('{ secret: \\'${KEY}\\' }')`],
    ['src/a.js', "mail({ user: 'app', pass: 'rcpt_to.split' })"],
    ['src/a.js', "mail({ pass: 'rcpt_to7', user: 'app' })"],
    ['src/a.js', `const logins = { "smtp+pass": "${PASSWORD}" }`],
    ['src/a.py', `SESSION_KEY = "${KEY}"`],
    ['db/a.sql', `SET PASSWORD = '${PASSWORD}';`],
    ['db/a.sql', `SET PASSWORD FOR 'app'@'%' = PASSWORD('${PASSWORD}');`],
  ])('%s: %s is one', (file, text) => {
    expect(sure(file, text)).toHaveLength(1)
  })
})

describe('secrets that show by their use', () => {
  it.each([
    ['src/a.py', `db = MySQLdb.connect("db.lan", "app", "${PASSWORD}", "shop")`],
    ['src/a.py', `requests.get(url, auth=("app", "${PASSWORD}"))`],
    ['src/a.js', `jwt.sign({ id: 1 }, '${KEY}', { expiresIn: '1d' })`],
    ['src/A.java', `ds.setPassword("${PASSWORD}");`],
    ['src/A.java', `if (password.equals("${PASSWORD}")) return;`],
    ['src/a.c', `if (strcmp(password, "${PASSWORD}") == 0)`],
    ['src/a.erl', `{password, "${PASSWORD}"}`],
    ['src/A.cs', `public string ApiKey { get; set; } = "${KEY}";`],
    ['src/a.go', `var jwtKey = []byte("${KEY}")`],
    ['app/build.gradle', `  storePassword '${PASSWORD}'`],
    ['run.sh', `docker login -u app -p ${PASSWORD} registry.lan`],
    ['run.sh', `echo "app:${PASSWORD}" | chpasswd`],
    ['db/seed.sql', `INSERT INTO users (name, password, role) VALUES ('app', '${PASSWORD}', 'admin');`],
    ['main.tf', `variable "db_password" {\n  type = string\n  default = "${PASSWORD}"\n}`],
    ['k8s/a.yaml', `kind: Secret\nmetadata:\n  name: a\ndata:\n  pw: ${Buffer.from(PASSWORD).toString('base64')}`],
    ['config/a.yml', `password: |\n  ${PASSWORD}`],
    ['src/a.py', `API_KEYS = [\n  "${KEY}",\n]`],
    ['README.md', `Log in as app, the password is ${PASSWORD}`],
    ['src/a.py', `URL = "https://api.lan/v1?appid=${KEY}"`],
  ])('%s: %s', (file, text) => {
    expect(sure(file, text)).toHaveLength(1)
  })
})

describe('look-alikes of such uses', () => {
  it.each([
    ['src/a.py', 'connect(host, user, password)'],
    ['src/a.js', 'const type = isHidden ? "password" : "text1234"'],
    ['src/a.vue', `<input v-model="form.password" :placeholder="$t('login.password1')" />`],
    ['src/a.py', "HEADERS = ['X-Security-Token',\n 'X-Amz-Date1']"],
    ['README.md', 'The password must be at least 8 characters long.'],
    ['run.sh', 'docker login -u "$USER" -p "$PASSWORD" registry.lan'],
    ['db/seed.sql', 'INSERT INTO users (name, password) VALUES (?, ?);'],
    ['k8s/a.yaml', 'kind: Secret\ndata:\n  username: YWRtaW4='],
    ['Dockerfile', 'ENV GPG_KEY=5747F49E9FA10E57F599AAC70E9C315BD0445B15'],
  ])('%s: %s', (file, text) => {
    expect(sure(file, text)).toEqual([])
  })
})

it('masks what is joined to a secret too', () => {
  const masked = maskSecrets(`ENV PASSWORD=${PASSWORD}&Zebra91x other`, 'Dockerfile')
  expect(masked).not.toContain('Zebra91x')
  expect(masked).toContain('other')
})
