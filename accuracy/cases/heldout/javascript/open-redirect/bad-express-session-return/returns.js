const ORIGIN = 'https://portal.example.org'

exports.remember = (req) => {
  req.session.returnTo = req.query.returnTo ?? '/'
}

exports.goBack = (req, res) => {
  const { returnTo = '/' } = req.session
  delete req.session.returnTo
  res.redirect(303, returnTo)
}
