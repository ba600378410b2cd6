/** `orgunits` and `schemas`. */
import { ACCESS } from '../access.ts';
import { invalidInput } from '../directory-error.ts';
import type { Call, DirectoryMethod } from '../method.ts';
import { param } from '../method.ts';
import { listing, patched } from '../resource.ts';
import type { Json } from '../resource.ts';
import { schemaResource } from '../schemas.ts';
import type { Schema } from '../schemas.ts';

const UNITS = 'customer/{customerId}/orgunits';
const UNIT = `${UNITS}/{+orgUnitPath}`;
const SCHEMAS = 'customer/{customerId}/schemas';
const SCHEMA = `${SCHEMAS}/{schemaKey}`;

type Unit = ReturnType<Call['directory']['orgUnits']['find']>;

const unitOf = ({ directory, self, ...call }: Call): Unit =>
  directory.orgUnits.find(self.domain, call.params['orgUnitPath'] ?? '');
const unitResource = ({ directory, self }: Call, unit: Unit): Json =>
  directory.orgUnits.resource(self.domain, unit);

function listUnits(call: Call): Json {
  const { directory, self, query } = call;
  const { orgUnits } = directory;
  const top = orgUnits.find(self.domain, query['orgUnitPath'] ?? '/');
  const units = {
    children: () => orgUnits.children(self.domain, top),
    all: () => orgUnits.below(self.domain, top),
    allincludingparent: () => [top, ...orgUnits.below(self.domain, top)],
  }[(query['type'] ?? 'children').toLowerCase()];
  if (!units) throw invalidInput('Invalid Input: type');
  const resources = units().map((unit) => unitResource(call, unit));
  return listing('admin#directory#orgUnits', 'organizationUnits', resources);
}

function changeUnit(call: Call): Json {
  const { directory, self, body } = call;
  return unitResource(call, directory.orgUnits.change(self.domain, unitOf(call), body));
}

function deleteUnit(call: Call): undefined {
  const { directory, self } = call;
  const unit = unitOf(call);
  const inhabited = directory
    .people(self.domain)
    .some((person) => directory.profile(person).orgUnitId === unit.orgUnitId);
  directory.orgUnits.delete(self.domain, unit, inhabited);
  return undefined;
}

const schemaOf = (call: Call): Schema =>
  call.directory.schemas.find(call.self.domain, param(call, 'schemaKey'));
const shown = ({ self }: Call, schema: Schema): Json => schemaResource(self.domain, schema);

/** A patch keeps what it does not name; fields are a list, and replaced as one. */
function writeSchema(call: Call, body: (before: Schema) => Json): Json {
  const before = schemaOf(call);
  return shown(call, call.directory.schemas.replace(call.self.domain, before, body(before)));
}

export const UNIT_METHODS: readonly DirectoryMethod[] = [
  {
    id: 'orgunits.get',
    http: 'GET',
    path: UNIT,
    access: ACCESS.readUnits,
    response: 'OrgUnit',
    answer: (call) => unitResource(call, unitOf(call)),
  },
  {
    id: 'orgunits.list',
    http: 'GET',
    path: UNITS,
    access: ACCESS.readUnits,
    query: 'orgUnitPath type',
    response: 'OrgUnits',
    answer: listUnits,
  },
  {
    id: 'orgunits.insert',
    http: 'POST',
    path: UNITS,
    access: ACCESS.writeUnits,
    request: 'OrgUnit',
    response: 'OrgUnit',
    answer: (call) => unitResource(call, call.directory.orgUnits.insert(call.self.domain, call.body)),
  },
  {
    id: 'orgunits.patch',
    http: 'PATCH',
    path: UNIT,
    access: ACCESS.writeUnits,
    request: 'OrgUnit',
    response: 'OrgUnit',
    answer: changeUnit,
  },
  {
    id: 'orgunits.update',
    http: 'PUT',
    path: UNIT,
    access: ACCESS.writeUnits,
    request: 'OrgUnit',
    response: 'OrgUnit',
    answer: changeUnit,
  },
  { id: 'orgunits.delete', http: 'DELETE', path: UNIT, access: ACCESS.writeUnits, answer: deleteUnit },
  {
    id: 'schemas.get',
    http: 'GET',
    path: SCHEMA,
    access: ACCESS.readSchemas,
    response: 'Schema',
    answer: (call) => shown(call, schemaOf(call)),
  },
  {
    id: 'schemas.list',
    http: 'GET',
    path: SCHEMAS,
    access: ACCESS.readSchemas,
    response: 'Schemas',
    answer: (call) => {
      const schemas = call.directory.schemas.of(call.self.domain).map((schema) => shown(call, schema));
      return listing('admin#directory#schemas', 'schemas', schemas);
    },
  },
  {
    id: 'schemas.insert',
    http: 'POST',
    path: SCHEMAS,
    access: ACCESS.writeSchemas,
    request: 'Schema',
    response: 'Schema',
    answer: (call) => shown(call, call.directory.schemas.insert(call.self.domain, call.body)),
  },
  {
    id: 'schemas.patch',
    http: 'PATCH',
    path: SCHEMA,
    access: ACCESS.writeSchemas,
    request: 'Schema',
    response: 'Schema',
    answer: (call) => writeSchema(call, (before) => patched({ ...before }, call.body)),
  },
  {
    id: 'schemas.update',
    http: 'PUT',
    path: SCHEMA,
    access: ACCESS.writeSchemas,
    request: 'Schema',
    response: 'Schema',
    answer: (call) => writeSchema(call, () => call.body),
  },
  {
    id: 'schemas.delete',
    http: 'DELETE',
    path: SCHEMA,
    access: ACCESS.writeSchemas,
    answer: (call) => {
      call.directory.schemas.delete(call.self.domain, schemaOf(call));
      return undefined;
    },
  },
];
