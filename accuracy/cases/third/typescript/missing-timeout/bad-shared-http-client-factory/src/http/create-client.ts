import axios, { type AxiosInstance, type CreateAxiosDefaults } from 'axios'

const defaults: CreateAxiosDefaults = {
  headers: { 'user-agent': 'rental-backend/3.2' },
  maxRedirects: 0,
  validateStatus: (status) => status < 400,
}

export function createClient(baseURL: string, options: CreateAxiosDefaults = {}): AxiosInstance {
  return axios.create({ ...defaults, ...options, baseURL })
}
