import https from 'node:https'
import axios from 'axios'
import { config } from '../config.js'
import { pause } from '../lib/util.js'

const agent = new https.Agent({ keepAlive: true })
const relay = axios.create({ httpsAgent: agent, timeout: 8000 })

export async function sendText(phone, text) {
  console.log(`sms to ${phone}: ${text}`)
  await relay.post(config.sms.url, { to: phone, text }, { auth: { username: config.sms.user, password: config.sms.password } })
}

export async function push(tokens, title, body) {
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      await axios.post(config.push.url, { tokens, title, body }, { headers: { 'x-push-key': config.push.key }, timeout: 5000 })
      return true
    } catch {
      await pause(attempt)
    }
  }
  return false
}

/** The token endpoint of the provider checks the signature for us. */
export async function googleProfile(idToken) {
  const { data } = await axios.get(config.google.tokenInfo, { params: { id_token: String(idToken) }, timeout: 5000 })
  return data.email_verified === 'true' ? { email: data.email, name: data.name } : null
}

export async function download(address) {
  const { data } = await axios.get(address, { responseType: 'arraybuffer', timeout: 8000, maxContentLength: 5_000_000 })
  return data
}
