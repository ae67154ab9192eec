const ORIGIN = 'https://portal.example.org'

exports.remember = (req) => {
  const url = new URL(String(req.query.returnTo ?? '/'), ORIGIN)
  req.session.returnTo = url.origin === ORIGIN && !url.pathname.startsWith('//') ? url.pathname + url.search : '/'
}

exports.goBack = (req, res) => {
  const { returnTo = '/' } = req.session
  delete req.session.returnTo
  res.redirect(303, returnTo)
}
