'use strict';

const MAX_ENTRIES = 500;
const entries = new Map();

/** Keeps JSON answers of slow reads for some seconds. */
function memo(seconds) {
  return (req, res, next) => {
    const asked = new URLSearchParams(Object.entries(req.query).filter(([, v]) => typeof v === 'string')).toString();
    const key = `${req.route.path}?${asked}`;
    const hit = entries.get(key);
    if (hit && hit.until > Date.now()) return res.json(hit.body);
    const json = res.json.bind(res);
    res.json = (body) => {
      if (res.statusCode === 200) {
        entries.set(key, { body, until: Date.now() + seconds * 1000 });
        if (entries.size > MAX_ENTRIES) entries.delete(entries.keys().next().value);
      }
      return json(body);
    };
    next();
  };
}

module.exports = { memo };
