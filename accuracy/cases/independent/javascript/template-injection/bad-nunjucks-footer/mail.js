import nunjucks from 'nunjucks'

nunjucks.configure('views', { autoescape: true })

export function compose(footer) {
  return nunjucks.renderString('Your order has been sent. ' + footer, {})
}
