exports.signedIn = (req, res, next) => (req.session?.userId ? next() : res.redirect('/signin'))
