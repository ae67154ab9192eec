export { searchProducts } from './search.js'
