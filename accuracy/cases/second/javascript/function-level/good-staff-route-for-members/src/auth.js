export const member = async (request, reply) => {
  if (!request.session.user) return reply.code(401).send({ error: 'sign in first' })
}

export const staff = async (request, reply) => {
  await member(request, reply)
  if (!reply.sent && request.session.user.role !== 'staff') return reply.code(403).send({ error: 'staff only' })
}
