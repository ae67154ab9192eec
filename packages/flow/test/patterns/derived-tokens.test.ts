import { expect, it } from 'vitest'
import { analysisOf } from '../routes/routes-of.ts'

const PYTHON = 'import hashlib\nimport secrets\nimport time\nfrom datetime import datetime\n'
const NODE = "import { createHash } from 'node:crypto'\n"

it.each<[string, string, boolean]>([
  ['a.py', `${PYTHON}def reset_token(email):\n    return hashlib.md5(f"{email}:{int(time.time())}".encode()).hexdigest()\n`, true],
  [
    'a.py',
    `${PYTHON}def invite(user):\n    invite_code = hashlib.sha256((user.email + str(datetime.now())).encode()).hexdigest()\n    return invite_code\n`,
    true,
  ],
  ['a.mjs', `${NODE}export const resetToken = (email) => createHash('sha256').update(email + Date.now()).digest('hex')\n`, true],
  [
    'a.py',
    `${PYTHON}def reset_token(email):\n    return hashlib.sha256(f"{secrets.token_hex(32)}{time.time()}".encode()).hexdigest()\n`,
    false,
  ],
  [
    'a.py',
    `${PYTHON}def reset_token(email, secret_key):\n    return hashlib.sha256(f"{secret_key}{time.time()}".encode()).hexdigest()\n`,
    false,
  ],
  ['a.py', `${PYTHON}def token_digest(token):\n    return hashlib.sha256(token.encode()).hexdigest()\n`, false],
  ['a.py', `${PYTHON}def cache_token(path):\n    return hashlib.md5(f"{path}{time.time()}".encode()).hexdigest()\n`, false],
])('%s %s', async (file, text, isWeak) => {
  const { patterns } = await analysisOf({ [file]: text })
  expect(patterns.some(({ kind }) => kind === 'weak-random')).toBe(isWeak)
})
