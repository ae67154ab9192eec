import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import Mustache from 'mustache'

const FOLDER = join(process.env.LAMBDA_TASK_ROOT ?? '.', 'templates')
const DEFAULTS = { footer: 'Wrenfield Ltd' }

class InputError extends Error {
  constructor(message) {
    super(message)
    this.statusCode = 422
  }
}

function templatePath({ template, locale = 'en' }) {
  if (typeof template !== 'string' || typeof locale !== 'string') throw new InputError('template is required')
  const name = extname(template) === '' ? `${template}.mustache` : template
  return join(FOLDER, locale, name)
}

async function render(input) {
  const source = await readFile(templatePath(input), 'utf8')
  return Mustache.render(source, { ...DEFAULTS, ...input.values })
}

const respond = (statusCode, body) => ({ statusCode, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })

export async function handler(event) {
  try {
    const input = JSON.parse(event.isBase64Encoded ? Buffer.from(event.body, 'base64').toString() : event.body)
    const text = await render(input)
    return respond(200, { text })
  } catch (error) {
    if (error instanceof InputError) return respond(error.statusCode, { message: error.message })
    if (error.code === 'ENOENT') return respond(404, { message: 'No such template' })
    throw error
  }
}
