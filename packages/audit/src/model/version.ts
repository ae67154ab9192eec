/** Version of the tool; a test holds it equal to the package's. */
export const VERSION = '0.1.0'
/** Version of the catalogue; its major changes when numbers of two runs can no longer be compared. */
export const CATALOGUE_VERSION = '1.0.0'
