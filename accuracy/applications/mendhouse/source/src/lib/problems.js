export class Problem extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}
export const notFound = () => new Problem(404, 'There is nothing here.');
export const forbidden = () => new Problem(403, 'This is not yours to do.');
export const conflict = (message) => new Problem(409, message);

/** Last in the chain. Only the texts of our own problems reach the visitor. */
export function renderProblem(error, req, res, next) {
  if (res.headersSent) return next(error);
  const known = error instanceof Problem;
  const status = known ? error.status : error.status >= 400 && error.status < 500 ? error.status : 500;
  if (status >= 500) req.log.error({ err: error }, 'request failed');
  const message = known ? error.message : status === 500 ? 'Something broke on our side.' : 'The request was not understood.';
  res.status(status).set('Cache-Control', 'no-store');
  if (req.accepts(['html', 'json']) === 'json') return res.json({ message });
  res.render('problem', { status, message });
}
