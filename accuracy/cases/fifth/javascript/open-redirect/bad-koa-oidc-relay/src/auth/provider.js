const axios = require('axios')

const http = axios.create({ baseURL: process.env.OIDC_ISSUER, timeout: 5000 })

exports.authorizeUrl = ({ state }) => {
  const url = new URL('/authorize', process.env.OIDC_ISSUER)
  url.search = new URLSearchParams({ client_id: process.env.OIDC_CLIENT, response_type: 'code', state })
  return url.href
}

exports.accountOf = async (code) => {
  const form = new URLSearchParams({ grant_type: 'authorization_code', code, client_id: process.env.OIDC_CLIENT })
  form.set('client_secret', process.env.OIDC_SECRET)
  const { data } = await http.post('/token', form)
  const { data: account } = await http.get('/userinfo', { headers: { authorization: `Bearer ${data.access_token}` } })
  return account.sub ? { id: account.sub } : null
}
