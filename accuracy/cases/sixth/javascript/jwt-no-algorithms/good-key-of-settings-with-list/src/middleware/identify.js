const { promisify } = require('node:util');
const jwt = require('jsonwebtoken');

const verify = promisify(jwt.verify);

module.exports = function identify({ key, verify: options }) {
  return async (ctx, next) => {
    const [, token] = (ctx.get('authorization') || '').split(' ');
    ctx.assert(token, 401);
    try {
      ctx.state.claims = await verify(token, key, options);
    } catch {
      ctx.throw(401);
    }
    await next();
  };
};
