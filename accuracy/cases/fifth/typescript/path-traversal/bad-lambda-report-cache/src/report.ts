import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb'

const client = DynamoDBDocumentClient.from(new DynamoDBClient({}))

export async function makeReport(name: string): Promise<string | null> {
  const { Item } = await client.send(new GetCommand({ TableName: process.env.TABLE, Key: { name } }))
  if (!Item) return null
  return [`Report ${Item.name}`, `Visits: ${Item.visits}`, `Orders: ${Item.orders}`].join('\n')
}
