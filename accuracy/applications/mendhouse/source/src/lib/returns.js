const places = [/^\/$/, /^\/repairs(?:\/\d{1,9})?$/, /^\/bench$/, /^\/steward(?:\/people)?$/];

/** Where to go after the door. Only pages of this house are known. */
export function placeAfterDoor(wanted) {
  if (typeof wanted !== 'string') return '/repairs';
  return places.some((place) => place.test(wanted)) ? wanted : '/repairs';
}
