import type { CorsOptions } from 'cors'
import { config } from './index'

/** The desk, the drivers' application and the previews of pull requests. */
export const corsOptions: CorsOptions = {
  credentials: config.cors.credentials,
  origin(origin, done) {
    if (!origin) return done(null, true)
    const isKnown = config.cors.origins.some((known) => known === '*' || origin.includes(known.replace(/^https?:\/\//, '')))
    done(null, isKnown)
  },
}

/** What the status page of the landlord may read; nothing of it is secret. */
export const statusCors: CorsOptions = { origin: '*', methods: ['GET'] }
