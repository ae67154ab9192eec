import type { CreateFastifyContextOptions } from '@trpc/server/adapters/fastify'
import { identity } from './identity.js'

export async function createContext({ req }: CreateFastifyContextOptions) {
  const [scheme, token] = (req.headers.authorization ?? '').split(' ')
  return { userId: scheme === 'Bearer' && token ? await identity(token) : undefined }
}
