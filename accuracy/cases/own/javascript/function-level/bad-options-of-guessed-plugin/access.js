export async function signedIn(request, reply) {
  if (!request.session.person) return reply.code(401).send({ error: 'who is there' })
}

export async function operator(request, reply) {
  if (request.session.person?.role !== 'operator') return reply.code(403).send({ error: 'operators only' })
}
