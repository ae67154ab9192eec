import { createServer } from 'node:http'

export const server = createServer((req, res) => {
  const { pathname, searchParams } = new URL(req.url, 'http://localhost')
  if (pathname !== '/leave') return res.writeHead(404).end()
  const to = searchParams.get('to') ?? '/'
  res.writeHead(302, { Location: '/confirm?to=' + encodeURIComponent(to) }).end()
})
