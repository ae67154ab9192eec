const { encode } = require('html-entities')
const { DynamoDBClient } = require('@aws-sdk/client-dynamodb')
const { DynamoDBDocumentClient, UpdateCommand } = require('@aws-sdk/lib-dynamodb')

const client = DynamoDBDocumentClient.from(new DynamoDBClient({ requestHandler: { requestTimeout: 3000 } }))

const TEXTS = {
  en: { title: 'Unsubscribed', done: 'will get no more letters from us', back: 'Back to the site' },
  fr: { title: 'Désinscription', done: 'ne recevra plus nos lettres', back: 'Retour au site' },
}

function page(text, address) {
  const shown = address.trim().toLowerCase()
  return [
    '<!doctype html>',
    `<html><head><meta charset="utf-8"><title>${encode(text.title)}</title></head>`,
    `<body><h1>${encode(text.title)}</h1><p><b>${shown}</b> ${encode(text.done)}.</p>`,
    `<p><a href="https://www.alderbrook.example/">${encode(text.back)}</a></p></body></html>`,
  ].join('\n')
}

async function unsubscribe(address) {
  await client.send(
    new UpdateCommand({
      TableName: process.env.SUBSCRIBERS,
      Key: { address },
      UpdateExpression: 'SET active = :no',
      ExpressionAttributeValues: { ':no': false },
    }),
  )
}

exports.handler = async (event) => {
  const { address = '', lang = 'en' } = event.queryStringParameters ?? {}
  if (event.requestContext.http.method !== 'POST') return { statusCode: 405, body: 'Method not allowed' }
  await unsubscribe(address)
  const text = Object.hasOwn(TEXTS, lang) ? TEXTS[lang] : TEXTS.en
  return { statusCode: 200, headers: { 'content-type': 'text/html; charset=utf-8' }, body: page(text, address) }
}
