export { createClient } from './create-client'
