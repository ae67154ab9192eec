import Fastify from 'fastify'

export const server = Fastify()

class Rows implements Iterable<string> {
  constructor(private readonly names: readonly string[]) {}

  *[Symbol.iterator](): Generator<string> {
    for (const [index, name] of this.names.entries()) {
      yield `<tr><td>${index + 1}</td><td>${name}</td></tr>`
    }
  }
}

server.get<{ Querystring: { player: string } }>('/rank.html', async (request, reply) => {
  const rows = new Rows(['Computer', request.query.player])
  return reply.type('text/html').send(`<table>${[...rows].join('')}</table>`)
})
