import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DeleteCommand, DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb'

const client = DynamoDBDocumentClient.from(new DynamoDBClient({ requestHandler: { requestTimeout: 3000 } }))
const TableName = process.env.NOTES_TABLE

const callerOf = (event) => event.requestContext.authorizer.jwt.claims.sub

const json = (statusCode, body) => ({
  statusCode,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
})

export const list = async (event) => {
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName,
      IndexName: 'byOwner',
      KeyConditionExpression: '#owner = :owner',
      ExpressionAttributeNames: { '#owner': 'owner' },
      ExpressionAttributeValues: { ':owner': callerOf(event) },
      Limit: 100,
    }),
  )
  return json(200, { notes: Items })
}

export const remove = async (event) => {
  const { id } = event.pathParameters
  const owner = callerOf(event)
  try {
    await client.send(
      new DeleteCommand({
        TableName,
        Key: { id },
        ConditionExpression: '#owner = :owner',
        ExpressionAttributeNames: { '#owner': 'owner' },
        ExpressionAttributeValues: { ':owner': owner },
      }),
    )
  } catch (error) {
    if (error.name === 'ConditionalCheckFailedException') return json(404, { message: 'No such note' })
    throw error
  }
  console.info('note removed', { id, owner })
  return json(200, { id })
}
