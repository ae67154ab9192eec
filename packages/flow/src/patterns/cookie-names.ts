/** Names of cookies that let their holder in. */
export const CREDENTIAL = /sess|token|jwt|auth|\bsid\b|^sid$|[_-]sid$|user|remember|login|account|refresh|access|member|identity/i
/** Names of cookies that say nothing of who it is. */
export const HARMLESS = /csrf|xsrf|theme|lang|locale|consent|banner|seen|tz|timezone|currency|flash|prefer|analytics/i
