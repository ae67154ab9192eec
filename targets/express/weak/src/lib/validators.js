const EMAIL = /^([a-zA-Z0-9_]+\.?)+@([a-zA-Z0-9]+\.)+[a-z]{2,}$/
const POSTCODE = /^[A-Z0-9]{3,8}$/

export const isEmail = (value) => EMAIL.test(value)
export const isPostcode = (value) => POSTCODE.test(value)
