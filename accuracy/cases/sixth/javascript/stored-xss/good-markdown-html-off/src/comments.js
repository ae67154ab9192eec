import knex from 'knex'
import { toHtml } from './markdown.js'

const db = knex({ client: 'pg', connection: process.env.DATABASE_URL })

export async function addComment(productId, authorId, body) {
  await db('comments').insert({ product_id: productId, author_id: authorId, body })
}

export async function latestComments(productId) {
  const rows = await db('comments')
    .select('id', 'author_id', 'body')
    .where({ product_id: productId })
    .orderBy('id', 'desc')
    .limit(30)
  return rows.map(({ body, ...rest }) => ({ ...rest, content: toHtml(body) }))
}
