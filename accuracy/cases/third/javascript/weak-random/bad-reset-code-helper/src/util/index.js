export { codeOf, jitter } from './random.js'
