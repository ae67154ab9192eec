import he from 'he'

export class NotFound extends Error {
  constructor(what) {
    super(`Nothing named ${what}`)
    this.statusCode = 404
  }
}

export function errorPage(error, request, reply) {
  const text = he.encode(error.message)
  return reply.code(error.statusCode ?? 500).type('text/html').send(`<main><h1>Sorry</h1><p>${text}</p></main>`)
}
