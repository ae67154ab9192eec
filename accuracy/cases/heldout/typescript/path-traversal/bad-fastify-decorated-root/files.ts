import path from 'node:path'
import fp from 'fastify-plugin'

declare module 'fastify' {
  interface FastifyInstance {
    locate(name: string): string | undefined
  }
}

export const files = fp(async (app, { root }: { root: string }) => {
  const base = path.resolve(root)
  app.decorate('locate', (name: string) => {
    const wanted = path.join(base, name)
    return wanted.length > base.length ? wanted : undefined
  })
})
