/** Files of settings whose names say that they stay on the machine of a developer or of a test. */
export const NOT_SHIPPED = /(?:^|[/_.-])(?:dev|development|local|tests?|testing|ci)(?:[/_.-]|$)/i
