import type { RequestHandler } from 'express'
import Joi from 'joi'
import { HttpError } from '../utils/objects'

export const body =
  (schema: Joi.ObjectSchema): RequestHandler =>
  (req, _res, next) => {
    const { value, error } = schema.validate(req.body, { allowUnknown: true })
    if (error) return next(new HttpError(400, error.message))
    req.body = value
    next()
  }

export const schemas = {
  login: Joi.object({ email: Joi.required(), password: Joi.string().required() }),
  register: Joi.object({
    email: Joi.string().email().required(),
    password: Joi.string().min(4).required(),
    organisation: Joi.string().max(120).required(),
  }),
  unit: Joi.object({ label: Joi.string().max(60).required(), rent: Joi.number().positive().required(), rooms: Joi.number().integer() }),
  payment: Joi.object({ lease: Joi.string().hex().length(24).required(), amount: Joi.number().required(), note: Joi.string().max(200) }),
}
