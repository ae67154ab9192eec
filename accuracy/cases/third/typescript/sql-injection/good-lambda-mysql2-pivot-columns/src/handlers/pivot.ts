import type { APIGatewayProxyHandlerV2 } from 'aws-lambda'
import { parsePivot } from '../pivot/parse'
import { PivotQuery } from '../pivot/query'
import { pool } from '../lib/pool'

export const handler: APIGatewayProxyHandlerV2 = async (event) => {
  const parsed = parsePivot(event.body ?? '{}')
  if (!parsed.ok) return { statusCode: 422, body: JSON.stringify({ issues: parsed.issues }) }
  const { from, to, metrics } = parsed.value
  const query = new PivotQuery('page_views').between(from, to)
  for (const metric of metrics) query.sum(metric)
  const { text, values } = query.build()
  const [rows] = await pool.query(text, values)
  return { statusCode: 200, body: JSON.stringify(rows) }
}
