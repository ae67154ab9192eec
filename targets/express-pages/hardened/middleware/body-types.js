'use strict';

/** The API reads JSON, pages read forms; anything else with a body is refused. */
exports.bodyTypes = function (req, res, next) {
  const type = req.get('content-type');
  if (type === undefined && !Number(req.get('content-length'))) return next();
  const wanted = req.path.startsWith('/api/') ? 'json' : req.path === '/materials' ? 'multipart/form-data' : 'urlencoded';
  const matched = req.is(wanted); // null: there is no body
  if (matched || matched === null) return next();
  res.status(415).type('text/plain').send('This type of content is not taken here.\n');
};
