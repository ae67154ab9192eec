import Joi from 'joi';

const schema = Joi.object({
  NODE_ENV: Joi.string().valid('production', 'development', 'test').default('production'),
  PORT: Joi.number().port().default(3000),
  MYSQL_URL: Joi.string().uri({ scheme: 'mysql' }).required(),
  REDIS_URL: Joi.string().uri({ scheme: ['redis', 'rediss'] }).required(),
  PARTNER_SECRET: Joi.string().min(32).required(),
  CORS_ORIGINS: Joi.string().required(),
  TRUSTED_PROXY: Joi.boolean().default(false),
}).options({ stripUnknown: true, abortEarly: false });

const { value, error } = schema.validate(process.env);
if (error) {
  console.error(`Bad settings: ${error.details.map(({ path }) => path.join('.')).join(', ')}`);
  process.exit(1);
}
export const settings = Object.freeze({ ...value, CORS_ORIGINS: value.CORS_ORIGINS.split(','), secure: value.NODE_ENV !== 'development' });
