function signedIn(req, res, next) {
  if (!req.session.member) return res.redirect('/login?next=' + encodeURIComponent(req.originalUrl));
  next();
}

function adminOnly(req, res, next) {
  if (req.session.member.role !== 'admin') {
    return res.status(403).render('message', { title: 'Not allowed', text: 'This page is for the kitchen team.' });
  }
  next();
}

module.exports = { signedIn, adminOnly };
