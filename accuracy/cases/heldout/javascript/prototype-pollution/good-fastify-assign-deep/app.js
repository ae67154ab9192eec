import Fastify from 'fastify'

const UNSAFE = new Set(['__proto__', 'constructor', 'prototype'])
const safe = (key, value) => (UNSAFE.has(key) ? undefined : value)


function assignDeep(target, source) {
  for (const key of Object.keys(source)) {
    const value = source[key]
    if (typeof value === 'object' && value !== null && typeof target[key] === 'object') assignDeep(target[key], value)
    else target[key] = value
  }
  return target
}

const limits = { upload: { size: 1000 }, search: { rows: 50 } }
export const app = Fastify()
app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => done(null, body))

app.patch('/limits', async (request) => assignDeep(limits, JSON.parse(request.body, safe)))
