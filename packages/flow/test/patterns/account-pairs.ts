import type { Pair } from './pairs.ts'

/** Accounts and keys that whoever reads the source can use. */
const CHANGE = (fields: string, more = ''): string => `import { z } from 'zod'\n${more}export const change = z.object({ ${fields} })\n`

export const ACCOUNT_PAIRS: readonly Pair[] = [
  {
    kind: 'weak-password-policy',
    language: 'typescript',
    weak: [
      CHANGE('current: z.string().max(200), password: z.string().min(1).max(72)'),
      CHANGE('oldPassword: z.string(), newPassword: z.string().min(1)'),
    ],
    safe: [
      CHANGE('current: z.string().max(200), password: z.string().min(12).max(72)'),
      CHANGE('current: z.string(), password: z.string().min(1).refine(isFine)'),
      CHANGE('current: z.string(), password: z.string().min(1)', 'export const use = (next: string) => assertStrongEnough(next)\n'),
      CHANGE('email: z.email(), password: z.string().min(1)'),
    ],
  },
  {
    kind: 'default-credentials',
    language: 'javascript',
    weak: [
      "const basicAuth = require('express-basic-auth')\nconst users = { admin: 'letmein1' }\nmodule.exports = basicAuth({ users, challenge: true })\n",
      "import { hash } from 'bcrypt'\nexport const boot = async (users) => users.add({ login: 'admin', passwordHash: await hash(process.env.ADMIN_PASSWORD ?? 'admin123', 12) })\n",
    ],
    safe: [
      "const basicAuth = require('express-basic-auth')\nconst users = { [process.env.PANEL_USER]: process.env.PANEL_PASSWORD }\nmodule.exports = basicAuth({ users, challenge: true })\n",
      "const basicAuth = require('express-basic-auth')\nconst roles = { admin: 'everything', guest: 'reading' }\nmodule.exports = [roles, basicAuth({ authorizer: check })]\n",
      "import { hash } from 'bcrypt'\nimport { randomBytes } from 'node:crypto'\nexport const boot = async (users) => users.add({ login: 'admin', passwordHash: await hash(process.env.ADMIN_PASSWORD ?? randomBytes(18).toString('hex'), 12) })\n",
    ],
  },
  {
    kind: 'default-credentials',
    language: 'python',
    weak: [
      'from argon2 import PasswordHasher\nfrom users import add_user\nhasher = PasswordHasher()\nasync def start():\n    password = "password123"\n    await add_user("operator", hasher.hash(password), role="admin")\n',
      'import click\nfrom werkzeug.security import generate_password_hash\n@click.command()\n@click.option("--password", default="admin123")\ndef create_admin(password):\n    save("admin", generate_password_hash(password))\n',
      'from flask_httpauth import HTTPBasicAuth\nfrom werkzeug.security import check_password_hash, generate_password_hash\nauth = HTTPBasicAuth()\nusers = {"admin": generate_password_hash("letmein1")}\n@auth.verify_password\ndef verify(name, password):\n    return name in users and check_password_hash(users[name], password)\n',
    ],
    safe: [
      'import secrets\nfrom argon2 import PasswordHasher\nfrom users import add_user\nhasher = PasswordHasher()\nasync def start():\n    password = secrets.token_urlsafe(12)\n    await add_user("operator", hasher.hash(password), role="admin")\n',
      'import click\nfrom werkzeug.security import generate_password_hash\n@click.command()\n@click.option("--password", prompt=True, hide_input=True)\ndef create_admin(password):\n    save("admin", generate_password_hash(password))\n',
    ],
  },
  {
    kind: 'hardcoded-secret',
    language: 'javascript',
    weak: [
      "const nodemailer = require('nodemailer')\nmodule.exports = nodemailer.createTransport({ host: 'mail.internal', auth: { user: 'notices', pass: 'gravel-Pine-2093' } })\n",
    ],
    safe: [
      "const nodemailer = require('nodemailer')\nmodule.exports = nodemailer.createTransport({ host: 'mail.internal', auth: { user: 'notices', pass: process.env.MAIL_PASSWORD } })\n",
    ],
  },
  {
    kind: 'hardcoded-secret',
    language: 'python',
    weak: ['import aiohttp\nclient = aiohttp.BasicAuth("portal", password="bramble-Kite-6634")\n'],
    safe: ['import aiohttp, os\nclient = aiohttp.BasicAuth("portal", password=os.environ["SUPPLIER_PASSWORD"])\n'],
  },
]
