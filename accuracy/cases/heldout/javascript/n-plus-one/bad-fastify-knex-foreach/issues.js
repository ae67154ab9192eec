import knex from 'knex'

const db = knex({ client: 'pg', connection: process.env.DATABASE_URL })

async function withLabels(issue) {
  const labels = await db('labels').where({ issue_id: issue.id }).limit(10)
  return { ...issue, labels: labels.map(({ name }) => name) }
}

export async function open() {
  const issues = await db('issues').where({ state: 'open' }).limit(50)
  return Promise.all(issues.map(withLabels))
}
