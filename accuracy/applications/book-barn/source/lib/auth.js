// Pages for members only
function requireLogin(req, res, next) {
  if (!req.session.user) return res.redirect('/login');
  next();
}

// Pages for the people behind the counter
function requireStaff(req, res, next) {
  if (!req.session.user || req.session.user.role !== 'staff') {
    return res.status(403).render('message', { title: 'Staff only', text: 'Please ask at the counter.' });
  }
  next();
}

module.exports = { requireLogin, requireStaff };
