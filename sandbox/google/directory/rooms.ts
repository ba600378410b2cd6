/**
 * Buildings, features, and the resource calendars (rooms and other things one can book) that have them.
 *
 * @see https://developers.google.com/workspace/admin/directory/v1/guides/manage-calendar-resources
 */
import { randomBytes } from 'node:crypto';
import type { Store } from '../../control/store.ts';
import { duplicate, invalidInput, missing, required } from './directory-error.ts';
import { Records } from './records.ts';
import { isObject, pick, tagged, textOf } from './resource.ts';
import type { Json } from './resource.ts';

const BUILDING = 'buildingId buildingName floorNames description address coordinates'.split(' ');
const ROOM =
  'resourceId resourceName resourceEmail buildingId floorName floorSection capacity resourceCategory resourceDescription resourceType userVisibleDescription featureInstances'.split(
    ' ',
  );
const CATEGORIES = ['CONFERENCE_ROOM', 'OTHER', 'CATEGORY_UNKNOWN'];

export class Rooms {
  readonly #buildings: Records<Json>;
  readonly #features: Records<Json>;
  readonly #rooms: Records<Json>;

  constructor(store: Store) {
    this.#buildings = new Records(store, 'buildings');
    this.#features = new Records(store, 'features');
    this.#rooms = new Records(store, 'rooms');
  }

  buildings(domain: string): readonly Json[] {
    return this.#buildings.of(domain);
  }

  features(domain: string): readonly Json[] {
    return this.#features.of(domain);
  }

  rooms(domain: string): readonly Json[] {
    return this.#rooms.of(domain);
  }

  /** @throws {ApiError} 404 */
  building(domain: string, id: string): Json {
    return found(this.#buildings.get(domain, id), 'buildingId');
  }

  /** @throws {ApiError} 404 */
  feature(domain: string, name: string): Json {
    return found(this.#features.get(domain, name), 'featureKey');
  }

  /** @throws {ApiError} 404 */
  room(domain: string, id: string): Json {
    return found(this.#rooms.get(domain, id), 'calendarResourceId');
  }

  /** @param before - the building as it was; undefined makes one */
  writeBuilding(domain: string, before: Json | undefined, body: Json): Json {
    const building = pick({ ...body, ...pick(before ?? {}, ['buildingId']) }, BUILDING);
    const id = textOf(building, 'buildingId');
    if (id === undefined) throw required('buildingId');
    if (!Array.isArray(building['floorNames']) || building['floorNames'].length === 0)
      throw required('floorNames');
    if (!before && this.#buildings.get(domain, id)) throw duplicate();
    return this.#buildings.put(domain, id, building);
  }

  /** Rooms that were in it are in no building then. */
  deleteBuilding(domain: string, id: string): void {
    this.#buildings.delete(domain, id);
    for (const room of this.rooms(domain)) {
      if (room['buildingId'] !== id) continue;
      const { buildingId: _building, floorName: _floor, ...rest } = room;
      this.#rooms.put(domain, String(room['resourceId']), rest);
    }
  }

  insertFeature(domain: string, body: Json): Json {
    const name = textOf(body, 'name');
    if (name === undefined) throw required('name');
    if (this.#features.get(domain, name)) throw duplicate();
    return this.#features.put(domain, name, { name });
  }

  /** Rooms that have it have it under the new name. */
  renameFeature(domain: string, before: string, after: string | undefined): void {
    if (after === undefined) throw required('newName');
    if (this.#features.get(domain, after)) throw duplicate();
    this.#features.delete(domain, before);
    this.#features.put(domain, after, { name: after });
    this.#eachFeature(domain, before, () => [instanceOf(after)]);
  }

  deleteFeature(domain: string, name: string): void {
    this.#features.delete(domain, name);
    this.#eachFeature(domain, name, () => []);
  }

  /** @param before - the room as it was; undefined makes one */
  writeRoom(domain: string, before: Json | undefined, body: Json): Json {
    const kept = pick(before ?? {}, ['resourceId', 'resourceEmail']);
    const given = pick({ ...body, resourceEmail: newAddress(), ...kept }, ROOM);
    const id = textOf(given, 'resourceId');
    if (id === undefined) throw required('resourceId');
    if (textOf(given, 'resourceName') === undefined) throw required('resourceName');
    if (!before && this.#rooms.get(domain, id)) throw duplicate();
    this.#checkPlace(domain, given);
    const resourceCategory = textOf(given, 'resourceCategory') ?? 'CATEGORY_UNKNOWN';
    if (!CATEGORIES.includes(resourceCategory)) throw invalidInput('Invalid Input: resourceCategory');
    const capacity = given['capacity'] === undefined ? {} : { capacity: Number(given['capacity']) };
    const features = given['featureInstances'];
    return this.#rooms.put(domain, id, {
      ...given,
      ...capacity,
      resourceCategory,
      ...(features === undefined ? {} : { featureInstances: this.#instances(domain, features) }),
    });
  }

  deleteRoom(domain: string, id: string): void {
    this.#rooms.delete(domain, id);
  }

  clear(): void {
    for (const records of [this.#buildings, this.#features, this.#rooms]) records.clear();
  }

  #checkPlace(domain: string, room: Json): void {
    const id = textOf(room, 'buildingId');
    const floor = textOf(room, 'floorName');
    const building = id === undefined ? undefined : this.#buildings.get(domain, id);
    if (id !== undefined && !building) throw invalidInput('Invalid Input: buildingId');
    if (floor !== undefined && !(building?.['floorNames'] as unknown[] | undefined)?.includes(floor))
      throw invalidInput('Invalid Input: floorName');
  }

  #instances(domain: string, given: unknown): readonly Json[] {
    const names = namesIn(given);
    if (names.some((name) => !this.#features.get(domain, name)))
      throw invalidInput('Invalid Input: featureInstances');
    return names.map(instanceOf);
  }

  #eachFeature(domain: string, name: string, into: () => readonly Json[]): void {
    for (const room of this.rooms(domain)) {
      const names = featureNames(room);
      if (!names.includes(name)) continue;
      const featureInstances = names.flatMap((one) => (one === name ? into() : [instanceOf(one)]));
      this.#rooms.put(domain, String(room['resourceId']), { ...room, featureInstances });
    }
  }
}

export function featureNames(room: Json): readonly string[] {
  return room['featureInstances'] === undefined ? [] : namesIn(room['featureInstances']);
}

export const buildingResource = (building: Json): Json =>
  tagged('admin#directory#resources#buildings#Building', building, 'etags');
export const featureResource = (feature: Json): Json =>
  tagged('admin#directory#resources#features#Feature', feature, 'etags');
export const roomResource = (room: Json): Json =>
  tagged(
    'admin#directory#resources#calendars#CalendarResource',
    { ...room, generatedResourceName: generatedName(room) },
    'etags',
  );

/** `NYC-2-Training Room 1A (16)`, as Calendar shows a room. */
export function generatedName(room: Json): string {
  const place = ['buildingId', 'floorName', 'resourceName'].flatMap((name) => textOf(room, name) ?? []);
  const floor = textOf(room, 'floorSection');
  if (floor !== undefined) place.splice(-1, 0, floor);
  const seats = room['capacity'] === undefined ? '' : ` (${Number(room['capacity'])})`;
  const features = featureNames(room);
  return `${place.join('-')}${seats}${features.length === 0 ? '' : ` [${features.join(', ')}]`}`;
}

function namesIn(given: unknown): readonly string[] {
  if (!Array.isArray(given)) throw invalidInput('Invalid Input: featureInstances');
  return given.map((item: unknown) => {
    const feature = isObject(item) && isObject(item['feature']) ? textOf(item['feature'], 'name') : undefined;
    if (feature === undefined) throw invalidInput('Invalid Input: featureInstances');
    return feature;
  });
}

function instanceOf(name: string): Json {
  return { feature: featureResource({ name }) };
}

function newAddress(): string {
  return `c_${randomBytes(16).toString('hex')}@resource.calendar.google.com`;
}

function found(row: Json | undefined, key: string): Json {
  if (!row) throw missing(key);
  return row;
}
