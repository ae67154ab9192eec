import { parse } from 'cookie';

/** The header is parsed once per request. */
export function parseCookie(req, name) {
  req.cookieJar ??= parse(req.headers.cookie ?? '');
  return req.cookieJar[name];
}
