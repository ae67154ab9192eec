const read = async (token) => {
  const [, payload] = token.split('.')
  return JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'))
}

const policy = (principalId, effect, resource, context = {}) => ({
  principalId,
  context,
  policyDocument: {
    Version: '2012-10-17',
    Statement: [{ Action: 'execute-api:Invoke', Effect: effect, Resource: resource }],
  },
})

exports.handler = async (event) => {
  const token = event.authorizationToken?.replace(/^Bearer /, '') ?? ''
  try {
    const claims = await read(token)
    if (claims.exp * 1000 < Date.now()) return policy('anonymous', 'Deny', event.methodArn)
    const groups = claims['cognito:groups'] ?? []
    return policy(claims.sub, 'Allow', event.methodArn, { groups: groups.join(',') })
  } catch {
    return policy('anonymous', 'Deny', event.methodArn)
  }
}
