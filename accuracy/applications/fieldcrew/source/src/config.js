import Joi from "joi";

const schema = Joi.object({
  NODE_ENV: Joi.string().valid("development", "test", "production").default("production"),
  PORT: Joi.number().port().default(8080),
  DATABASE_URL: Joi.string().uri({ scheme: ["postgres", "postgresql"] }).required(),
  DATABASE_CA: Joi.string().when("NODE_ENV", { is: "production", then: Joi.required() }),
  ACCESS_TOKEN_KEY: Joi.string().hex().min(64).required(),
  ALLOWED_ORIGINS: Joi.string().required(),
  PROXY_HOPS: Joi.number().integer().min(0).max(3).default(1),
}).unknown(true);

const { value, error } = schema.validate(process.env, { abortEarly: false, stripUnknown: true });
if (error) {
  throw new Error(`Invalid environment: ${error.details.map((detail) => detail.path.join(".")).join(", ")}`);
}

export const config = Object.freeze({
  ...value,
  production: value.NODE_ENV === "production",
  origins: new Set(value.ALLOWED_ORIGINS.split(",").map((origin) => new URL(origin.trim()).origin)),
});
