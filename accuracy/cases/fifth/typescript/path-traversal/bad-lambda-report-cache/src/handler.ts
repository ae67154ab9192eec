import type { APIGatewayProxyEventV2, APIGatewayProxyResultV2 } from 'aws-lambda'
import { remember, remembered } from './cache'
import { makeReport } from './report'

export async function handler(event: APIGatewayProxyEventV2): Promise<APIGatewayProxyResultV2> {
  const name = event.queryStringParameters?.report
  if (!name) return { statusCode: 400, body: 'report is missing' }
  let text = await remembered(name)
  if (text === null) {
    text = await makeReport(name)
    if (text === null) return { statusCode: 404, body: 'no such report' }
    await remember(name, text)
  }
  return { statusCode: 200, headers: { 'content-type': 'text/plain' }, body: text }
}
