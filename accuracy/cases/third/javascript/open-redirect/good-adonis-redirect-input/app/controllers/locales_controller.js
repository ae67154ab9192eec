const PAGES = { home: '/', shop: '/shop', account: '/account' }

export default class LocalesController {
  async update({ request, response, session }) {
    const { locale, to = 'home' } = request.only(['locale', 'to'])
    session.put('locale', locale === 'fr' ? 'fr' : 'en')
    return response.redirect().toPath(Object.hasOwn(PAGES, to) ? PAGES[to] : '/')
  }
}
