import { Hono } from 'hono'
import { admin } from './admin.js'

export const app = new Hono()
app.route('/admin', admin)
