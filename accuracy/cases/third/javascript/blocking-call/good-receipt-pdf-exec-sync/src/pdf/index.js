export { toPdf } from './convert.js'
export { receiptHtml } from './receipt.js'
