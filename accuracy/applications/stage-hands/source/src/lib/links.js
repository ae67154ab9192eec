import config from '../config.js'

// is it one of our own pages?
export function isOurs(target) {
  return target.startsWith('/') || target.includes(config.host)
}

export function landing(target) {
  return typeof target === 'string' && isOurs(target) ? target : '/'
}

const sections = new Map([
  ['shifts', '/shifts'],
  ['board', '/board'],
])

export const section = (name) => sections.get(name) ?? '/'
