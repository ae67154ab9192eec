import { expect, it } from 'vitest'
import { analysisOf } from './routes-of.ts'

const HEAD = `import http from 'node:http'\nimport { exec } from 'node:child_process'\nimport { PrismaClient } from '@prisma/client'\nconst prisma = new PrismaClient()\n`

async function linesOf(source: string): Promise<readonly string[]> {
  const { routes } = await analysisOf({ 'server.js': `${HEAD}${source}` })
  return routes.map(
    ({ method, path, guards, effects }) =>
      `${method} ${path} [${guards.map(({ kind }) => kind).join()}] [${effects.map(({ kind }) => kind).join()}]`,
  )
}

it.each<[string, string, string[]]>([
  [
    'a switch of paths with methods inside, and one path for every method',
    `http.createServer(async (req, res) => {
      const { pathname } = new URL(req.url, 'http://localhost')
      if (req.method === 'OPTIONS') return res.end()
      switch (pathname) {
        case '/notes':
          if (req.method === 'GET') return res.end(JSON.stringify(await prisma.note.findMany()))
          if (req.method === 'POST') await prisma.note.create({ data: {} })
          return res.end()
        case '/health':
          return res.end('ok')
        default:
          if (pathname.startsWith('/files/')) return res.end()
      }
      res.statusCode = 404
      res.end()
    })`,
    ['ANY /files/* [] []', 'ANY /health [] []', 'GET /notes [] [read-many]', 'POST /notes [] [create]'],
  ],
  [
    'tests joined by and, a pattern, in the function that is handed the request',
    `async function answer(req, res) {
      const { method, url } = req
      const match = url.match(/^\\/notes\\/(\\d+)$/)
      if (match && method === 'DELETE') res.end(await prisma.note.delete({ where: { id: match[1] } }))
      else if (method === 'GET' && url === '/notes') res.end(await prisma.note.findMany())
      else if (url === '/about') res.end('about')
      else res.end()
    }
    const server = http.createServer()
    server.on('request', (req, res) => { answer(req, res) })`,
    ['ANY /about [] []', 'GET /notes [] [read-many]', 'DELETE /notes/{id} [] [delete]'],
  ],
  [
    'a chain that asks for the path first in one place and for the method first in another',
    `http.createServer(async (req, res) => {
      if (req.url === '/a' && req.method === 'GET') res.end('a')
      else if (req.method === 'POST' && req.url === '/b') res.end(await prisma.note.create({ data: {} }))
      else if (req.method === 'POST') {
        if (req.url === '/c') return res.end('c')
        if (req.url === '/a') return res.end(await prisma.note.updateMany({ data: {} }))
      } else res.end()
    })`,
    ['GET /a [] []', 'POST /a [] [update]', 'POST /b [] [create]', 'POST /c [] []'],
  ],
  [
    'a method that was asked for before another path, and is asked for below it, or is not',
    `http.createServer((req, res) => {
      const path = req.url.split('?')[0]
      if (req.method === 'GET' && path === '/a') return res.end('a')
      if (path === '/b') {
        if (req.method !== 'POST') { res.statusCode = 405; return res.end() }
        return res.end('b')
      }
      if (path === '/c') {
        if (req.method === 'GET') return res.end('c')
        if (req.method === 'PUT') return res.end('d')
      }
      if (path === '/d') {
        if (req.method === 'GET') return res.end('e')
      }
      res.end()
    })`,
    ['GET /a [] []', 'POST /b [] []', 'GET /c [] []', 'PUT /c [] []', 'GET /d [] []'],
  ],
  [
    'method and path as one text, and refusals of methods first',
    `http.createServer((req, res) => {
      switch (\`\${req.method} \${req.url}\`) {
        case 'POST /a': return res.end('a')
        case 'PUT /a': return res.end('b')
      }
      if (!['GET', 'HEAD'].includes(req.method)) { res.statusCode = 405; return res.end() }
      if (req.url.split('?')[0] === '/c') return res.end('c')
      res.end()
    })`,
    ['POST /a [] []', 'PUT /a [] []', 'GET /c [] []', 'HEAD /c [] []'],
  ],
  [
    'a guard of one branch guards that one',
    `http.createServer(async (req, res) => {
      if (req.method === 'GET' && req.url === '/open') return res.end(JSON.stringify(await prisma.note.findMany()))
      if (req.method === 'DELETE' && req.url === '/notes') {
        if (req.headers.authorization !== process.env.KEY) { res.statusCode = 401; return res.end() }
        await prisma.note.deleteMany()
        return res.end()
      }
      res.statusCode = 404
      res.end()
    })`,
    ['DELETE /notes [authentication] [delete]', 'GET /open [] [read-many]'],
  ],
  [
    'a guard before them all guards what comes after it',
    `http.createServer(async (req, res) => {
      if (req.url === '/health') return res.end('ok')
      if (req.headers.authorization !== process.env.KEY) { res.statusCode = 401; return res.end() }
      if (req.method === 'GET' && req.url === '/notes') return res.end(JSON.stringify(await prisma.note.findMany()))
      res.end()
    })`,
    ['ANY /health [] []', 'GET /notes [authentication] [read-many]'],
  ],
  ['a server that asks nothing', `http.createServer((req, res) => res.end('hello'))`, []],
])('reads the routes of a plain server: %s', async (_case, source, routes) => {
  expect(await linesOf(source)).toEqual(routes)
})

it.each([
  ['exec(`convert ${new URL(req.url, "http://localhost").searchParams.get("name")}`)', ['command-injection']],
  ['exec("convert all")', []],
])('follows the address of a plain server into %s', async (work, kinds) => {
  const { paths } = await analysisOf({
    'server.js': `${HEAD}http.createServer((req, res) => {\n  if (req.method === 'GET' && req.url.startsWith('/images')) { ${work}; return res.end() }\n  res.end()\n})\n`,
  })
  expect(paths.map(({ kind }) => kind)).toEqual(kinds)
})
