import fs from 'node:fs'
import express from 'express'
import { config } from './config.js'
import { cors } from './middleware/cors.js'
import { errorHandler } from './middleware/errors.js'
import { logging } from './middleware/logging.js'
import { adminRoutes } from './routes/admin.js'
import { authRoutes } from './routes/auth.js'
import { couponRoutes } from './routes/coupons.js'
import { fileRoutes } from './routes/files.js'
import { importRoutes } from './routes/imports.js'
import { internalRoutes } from './routes/internal.js'
import { orderRoutes } from './routes/orders.js'
import { productRoutes } from './routes/products.js'
import { reportRoutes } from './routes/reports.js'
import { siteRoutes } from './routes/site.js'
import { userRoutes } from './routes/users.js'

const openapi = JSON.parse(fs.readFileSync(new URL('../openapi.json', import.meta.url), 'utf8'))

export const app = express()

app.use((req, res, next) => {
  res.setHeader('Server', `shop-api/${config.version} node/${process.versions.node}`)
  next()
})
app.use(cors)
app.use(express.json({ limit: '50mb', type: ['application/json', 'text/plain'] }))
app.use(express.urlencoded({ extended: true, limit: '50mb' }))
app.use((req, res, next) => {
  req.body ??= {}
  next()
})
app.use(logging)

app.get('/openapi.json', (req, res) => res.json(openapi))
app.use('/uploads', express.static(config.uploadDir))
app.use(internalRoutes)
app.use('/api/auth', authRoutes)
app.use('/api/users', userRoutes)
app.use('/api/orders', orderRoutes)
app.use('/api/products', productRoutes)
app.use('/api/files', fileRoutes)
app.use('/api/admin', adminRoutes)
app.use('/api/reports', reportRoutes)
app.use('/api/imports', importRoutes)
app.use('/api/coupons', couponRoutes)
app.use(siteRoutes)
app.use(errorHandler)
