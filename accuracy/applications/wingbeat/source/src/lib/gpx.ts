import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { fine, refuse, type Result } from './result.js';

export interface Waypoint { lat: number; lon: number; at: Date; species: string }

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  processEntities: false,
  parseTagValue: false,
  isArray: (name) => name === 'wpt',
});
const MOST = 1000;

/** Waypoints of a track: <wpt lat lon><time/><name>CODE</name></wpt>. Files with a document type are not read. */
export function readWaypoints(xml: string, known: ReadonlyMap<string, unknown>): Result<Waypoint[]> {
  if (xml.includes('<!DOCTYPE') || XMLValidator.validate(xml) !== true) return refuse('unsupported');
  const parsed: unknown = parser.parse(xml);
  const points = (parsed as { gpx?: { wpt?: Record<string, unknown>[] } }).gpx?.wpt ?? [];
  if (points.length === 0 || points.length > MOST) return refuse('invalid');
  const found: Waypoint[] = [];
  for (const point of points) {
    const [lat, lon, at] = [Number(point['@lat']), Number(point['@lon']), new Date(String(point.time))];
    const species = String(point.name).trim();
    if (!(Math.abs(lat) <= 90 && Math.abs(lon) <= 180) || Number.isNaN(at.getTime()) || !known.has(species)) return refuse('invalid');
    found.push({ lat, lon, at, species });
  }
  return fine(found);
}
