const matcher = (pattern) => new RegExp(pattern, 'iu')

export default async function notes(app) {
  app.get('/notes/search', { schema: { querystring: { type: 'object', properties: { pattern: { type: 'string', maxLength: 100 } } } } }, async (request) => {
    const expression = matcher(request.query.pattern ?? '')
    const all = await app.notes.of(request.user.id, { limit: 500 })
    return all.filter((note) => expression.test(note.text)).map(({ id, title }) => ({ id, title }))
  })
}
