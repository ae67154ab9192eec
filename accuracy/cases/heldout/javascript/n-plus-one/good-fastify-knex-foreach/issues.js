import knex from 'knex'

const db = knex({ client: 'pg', connection: process.env.DATABASE_URL })

export async function open() {
  const issues = await db('issues').where({ state: 'open' }).limit(50)
  const labels = await db('labels').whereIn('issue_id', issues.map(({ id }) => id))
  const named = Map.groupBy(labels, (label) => label.issue_id)
  return issues.map((issue) => ({ ...issue, labels: (named.get(issue.id) ?? []).map(({ name }) => name) }))
}
