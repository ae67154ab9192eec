const LIST = /^(\s*[a-z-]+\s*,?\s*)+$/

export const languages = (header) => (LIST.test(header) ? header.split(',').map((part) => part.trim()) : [])
