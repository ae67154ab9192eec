import axios from 'axios'
import { logger } from './logger.js'
import { tokens } from './tokens.js'

export const partner = axios.create({ baseURL: process.env.PARTNER_URL, timeout: 8000 })

partner.interceptors.request.use(async (config) => {
  const { accessToken } = await tokens.current()
  config.headers.set('Authorization', `Bearer ${accessToken}`)
  return config
})

partner.interceptors.response.use(undefined, (error) => {
  const { config, response } = error
  logger.warn('partner request failed', { url: config.url, method: config.method, status: response?.status })
  return Promise.reject(error)
})

export const orders = {
  create: (order) => partner.post('/orders', order).then(({ data }) => data),
  status: (id) => partner.get(`/orders/${encodeURIComponent(id)}`).then(({ data }) => data.status),
}
