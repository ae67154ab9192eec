const PART = /^[a-z-]+$/

export const languages = (header) => header.split(',').map((part) => part.trim()).filter((part) => PART.test(part))
