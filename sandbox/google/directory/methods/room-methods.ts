/** `resources.buildings`, `resources.calendars` and `resources.features`. */
import { ACCESS } from '../access.ts';
import { required } from '../directory-error.ts';
import type { Call, DirectoryMethod } from '../method.ts';
import { pageOf, param } from '../method.ts';
import { listing, patched, textOf } from '../resource.ts';
import type { Json } from '../resource.ts';
import { roomFilter, sortedRooms } from '../room-query.ts';
import { buildingResource, featureResource, roomResource } from '../rooms.ts';

const RESOURCES = 'customer/{customer}/resources';
const BUILDINGS = `${RESOURCES}/buildings`;
const BUILDING = `${BUILDINGS}/{buildingId}`;
const ROOMS = `${RESOURCES}/calendars`;
const ROOM = `${ROOMS}/{calendarResourceId}`;
const FEATURES = `${RESOURCES}/features`;
const FEATURE = `${FEATURES}/{featureKey}`;
const PAGED = 'maxResults pageToken';
const SOURCE = 'coordinatesSource';
const MOST = 500;
const KIND = 'admin#directory#resources#';

const buildingOf = (call: Call): Json =>
  call.directory.rooms.building(call.self.domain, param(call, 'buildingId'));
const roomOf = (call: Call): Json =>
  call.directory.rooms.room(call.self.domain, param(call, 'calendarResourceId'));
const featureOf = (call: Call): Json =>
  call.directory.rooms.feature(call.self.domain, param(call, 'featureKey'));

function listBuildings(call: Call): Json {
  const { items, next } = pageOf(call, call.directory.rooms.buildings(call.self.domain), MOST);
  return listing(`${KIND}buildings#buildingsList`, 'buildings', items.map(buildingResource), next);
}

function listFeatures(call: Call): Json {
  const { items, next } = pageOf(call, call.directory.rooms.features(call.self.domain), MOST);
  return listing(`${KIND}features#featuresList`, 'features', items.map(featureResource), next);
}

function listRooms(call: Call): Json {
  const { directory, self, query } = call;
  const all = directory.rooms.rooms(self.domain).filter(roomFilter(query['query']));
  const { items, next } = pageOf(call, sortedRooms(all, query['orderBy']), MOST);
  return listing(`${KIND}calendars#calendarResourcesList`, 'items', items.map(roomResource), next);
}

/** Both ways of writing a room keep what they do not name. */
function writeRoom(call: Call): Json {
  const before = roomOf(call);
  const after = patched(before, call.body);
  return roomResource(call.directory.rooms.writeRoom(call.self.domain, before, after));
}

function writeBuilding(call: Call, after: (before: Json) => Json): Json {
  const before = buildingOf(call);
  return buildingResource(call.directory.rooms.writeBuilding(call.self.domain, before, after(before)));
}

/** A feature is its name; another name is a matter of `rename`. */
function writeFeature(call: Call): Json {
  const before = featureOf(call);
  const name = textOf(call.body, 'name');
  if (name !== undefined && name !== before['name'])
    call.directory.rooms.renameFeature(call.self.domain, String(before['name']), name);
  return featureResource({ name: name ?? before['name'] });
}

function rename(call: Call): undefined {
  const { directory, self } = call;
  const before = directory.rooms.feature(self.domain, param(call, 'oldName'));
  if (textOf(call.body, 'newName') === undefined) throw required('newName');
  directory.rooms.renameFeature(self.domain, String(before['name']), textOf(call.body, 'newName'));
  return undefined;
}

export const ROOM_METHODS: readonly DirectoryMethod[] = [
  {
    id: 'resources.buildings.get',
    http: 'GET',
    path: BUILDING,
    access: ACCESS.readRooms,
    response: 'Building',
    answer: (call) => buildingResource(buildingOf(call)),
  },
  {
    id: 'resources.buildings.list',
    http: 'GET',
    path: BUILDINGS,
    access: ACCESS.readRooms,
    query: PAGED,
    response: 'Buildings',
    answer: listBuildings,
  },
  {
    id: 'resources.buildings.insert',
    http: 'POST',
    path: BUILDINGS,
    access: ACCESS.writeRooms,
    query: SOURCE,
    request: 'Building',
    response: 'Building',
    answer: ({ directory, self, body }) =>
      buildingResource(directory.rooms.writeBuilding(self.domain, undefined, body)),
  },
  {
    id: 'resources.buildings.patch',
    http: 'PATCH',
    path: BUILDING,
    access: ACCESS.writeRooms,
    query: SOURCE,
    request: 'Building',
    response: 'Building',
    answer: (call) => writeBuilding(call, (before) => patched(before, call.body)),
  },
  {
    id: 'resources.buildings.update',
    http: 'PUT',
    path: BUILDING,
    access: ACCESS.writeRooms,
    query: SOURCE,
    request: 'Building',
    response: 'Building',
    answer: (call) => writeBuilding(call, () => call.body),
  },
  {
    id: 'resources.buildings.delete',
    http: 'DELETE',
    path: BUILDING,
    access: ACCESS.writeRooms,
    answer: (call) => {
      call.directory.rooms.deleteBuilding(call.self.domain, String(buildingOf(call)['buildingId']));
      return undefined;
    },
  },
  {
    id: 'resources.calendars.get',
    http: 'GET',
    path: ROOM,
    access: ACCESS.readRooms,
    response: 'CalendarResource',
    answer: (call) => roomResource(roomOf(call)),
  },
  {
    id: 'resources.calendars.list',
    http: 'GET',
    path: ROOMS,
    access: ACCESS.readRooms,
    query: `${PAGED} orderBy query`,
    response: 'CalendarResources',
    answer: listRooms,
  },
  {
    id: 'resources.calendars.insert',
    http: 'POST',
    path: ROOMS,
    access: ACCESS.writeRooms,
    request: 'CalendarResource',
    response: 'CalendarResource',
    answer: ({ directory, self, body }) =>
      roomResource(directory.rooms.writeRoom(self.domain, undefined, body)),
  },
  {
    id: 'resources.calendars.patch',
    http: 'PATCH',
    path: ROOM,
    access: ACCESS.writeRooms,
    request: 'CalendarResource',
    response: 'CalendarResource',
    answer: writeRoom,
  },
  {
    id: 'resources.calendars.update',
    http: 'PUT',
    path: ROOM,
    access: ACCESS.writeRooms,
    request: 'CalendarResource',
    response: 'CalendarResource',
    answer: writeRoom,
  },
  {
    id: 'resources.calendars.delete',
    http: 'DELETE',
    path: ROOM,
    access: ACCESS.writeRooms,
    answer: (call) => {
      call.directory.rooms.deleteRoom(call.self.domain, String(roomOf(call)['resourceId']));
      return undefined;
    },
  },
  {
    id: 'resources.features.get',
    http: 'GET',
    path: FEATURE,
    access: ACCESS.readRooms,
    response: 'Feature',
    answer: (call) => featureResource(featureOf(call)),
  },
  {
    id: 'resources.features.list',
    http: 'GET',
    path: FEATURES,
    access: ACCESS.readRooms,
    query: PAGED,
    response: 'Features',
    answer: listFeatures,
  },
  {
    id: 'resources.features.insert',
    http: 'POST',
    path: FEATURES,
    access: ACCESS.writeRooms,
    request: 'Feature',
    response: 'Feature',
    answer: ({ directory, self, body }) => featureResource(directory.rooms.insertFeature(self.domain, body)),
  },
  {
    id: 'resources.features.patch',
    http: 'PATCH',
    path: FEATURE,
    access: ACCESS.writeRooms,
    request: 'Feature',
    response: 'Feature',
    answer: writeFeature,
  },
  {
    id: 'resources.features.update',
    http: 'PUT',
    path: FEATURE,
    access: ACCESS.writeRooms,
    request: 'Feature',
    response: 'Feature',
    answer: writeFeature,
  },
  {
    id: 'resources.features.rename',
    http: 'POST',
    path: `${FEATURES}/{oldName}/rename`,
    access: ACCESS.writeRooms,
    request: 'FeatureRename',
    answer: rename,
  },
  {
    id: 'resources.features.delete',
    http: 'DELETE',
    path: FEATURE,
    access: ACCESS.writeRooms,
    answer: (call) => {
      call.directory.rooms.deleteFeature(call.self.domain, String(featureOf(call)['name']));
      return undefined;
    },
  },
];
