import _ from 'lodash'

// no letters that look like digits
const ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'

export const resetCode = () => _.sampleSize(ALPHABET, 12).join('')
