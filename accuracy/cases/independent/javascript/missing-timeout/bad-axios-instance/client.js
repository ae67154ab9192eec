import axios from 'axios'

export const parcels = axios.create({ baseURL: 'https://parcels.internal' })
