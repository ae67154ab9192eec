import Koa from 'koa'

const service = new Koa()
service.keys = process.env.COOKIE_KEYS.split(' ')
export default service
