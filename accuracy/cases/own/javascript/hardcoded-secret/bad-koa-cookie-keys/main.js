import Koa from 'koa'

const service = new Koa()
service.keys = ['vW93kdLq20XzP7', 'Ye5mTn18RbQc4u']
export default service
