const { CognitoJwtVerifier } = require('aws-jwt-verify')

const verifier = CognitoJwtVerifier.create({
  userPoolId: process.env.USER_POOL_ID,
  clientId: process.env.CLIENT_ID,
  tokenUse: 'access',
})

const read = (token) => verifier.verify(token)

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
