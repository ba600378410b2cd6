/**
 * Organizational units: a tree under `/`. A unit keeps the id of its parent, so that a move takes everything below along.
 *
 * @see https://developers.google.com/workspace/admin/directory/v1/guides/manage-org-units
 */
import { createHash, randomBytes } from 'node:crypto';
import type { Store } from '../../control/store.ts';
import { ApiError } from '../api-error.ts';
import { conditionNotMet, invalidInput, required } from './directory-error.ts';
import { Records } from './records.ts';
import { patched, tagged, textOf } from './resource.ts';
import type { Json } from './resource.ts';

interface Unit {
  /** `id:…` */
  readonly orgUnitId: string;
  readonly parentOrgUnitId: string | null;
  readonly name: string;
  readonly description?: string;
}

const unitMissing = (): ApiError => new ApiError(404, 'notFound', 'Org unit not found');

export class OrgUnits {
  readonly #units: Records<Unit>;

  constructor(store: Store) {
    this.#units = new Records(store, 'orgunits');
  }

  /** By path, with or without its first slash, or by id. @throws {ApiError} 404 */
  find(domain: string, key: string): Unit {
    const unit = this.lookUp(domain, key);
    if (!unit) throw unitMissing();
    return unit;
  }

  lookUp(domain: string, key: string): Unit | undefined {
    const root = rootOf(domain);
    if (key === root.orgUnitId || /^\/*$/.test(key)) return root;
    if (key.startsWith('id:')) return this.#units.get(domain, key);
    const path = `/${key.replace(/^\/+/, '').replace(/\/+$/, '')}`.toLowerCase();
    return this.#units.of(domain).find((unit) => this.path(domain, unit.orgUnitId).toLowerCase() === path);
  }

  /** `/` for the top, and for a unit that is gone. */
  path(domain: string, orgUnitId: string | undefined): string {
    const unit = orgUnitId === undefined ? undefined : this.#units.get(domain, orgUnitId);
    if (!unit) return '/';
    const above = this.path(domain, unit.parentOrgUnitId ?? undefined);
    return `${above === '/' ? '' : above}/${unit.name}`;
  }

  insert(domain: string, body: Json): Unit {
    const parent = this.#parent(domain, body);
    const unit = this.#checked(domain, {
      orgUnitId: `id:03ph8a2z${randomBytes(5).toString('hex').slice(0, 9)}`,
      parentOrgUnitId: parent.orgUnitId,
      name: nameIn(body),
      ...describedBy(body),
    });
    return this.#units.put(domain, unit.orgUnitId, unit);
  }

  change(domain: string, unit: Unit, body: Json): Unit {
    if (unit.parentOrgUnitId === null) throw invalidInput('Invalid Ou Id');
    const moved = textOf(body, 'parentOrgUnitId') ?? textOf(body, 'parentOrgUnitPath');
    const parent = moved === undefined ? undefined : this.#parent(domain, body);
    if (parent && this.#isBelow(domain, parent, unit)) throw invalidInput('Invalid Parent Orgunit Id');
    const resource = patched({ name: unit.name, description: unit.description }, body);
    return this.#units.put(
      domain,
      unit.orgUnitId,
      this.#checked(domain, {
        orgUnitId: unit.orgUnitId,
        parentOrgUnitId: parent?.orgUnitId ?? unit.parentOrgUnitId,
        name: nameIn(resource),
        ...describedBy(resource),
      }),
    );
  }

  /** @param inhabited - whether somebody is in it */
  delete(domain: string, unit: Unit, inhabited: boolean): void {
    if (unit.parentOrgUnitId === null) throw invalidInput('Invalid Ou Id');
    if (inhabited || this.children(domain, unit).length > 0)
      throw conditionNotMet('The organizational unit is not empty.');
    this.#units.delete(domain, unit.orgUnitId);
  }

  children(domain: string, { orgUnitId }: Unit): readonly Unit[] {
    return this.#units.of(domain).filter((unit) => unit.parentOrgUnitId === orgUnitId);
  }

  below(domain: string, unit: Unit): readonly Unit[] {
    return this.children(domain, unit).flatMap((child) => [child, ...this.below(domain, child)]);
  }

  resource(domain: string, { orgUnitId, parentOrgUnitId, name, description }: Unit): Json {
    return tagged('admin#directory#orgUnit', {
      name,
      description: description ?? '',
      orgUnitPath: this.path(domain, orgUnitId),
      orgUnitId,
      ...(parentOrgUnitId === null
        ? {}
        : { parentOrgUnitPath: this.path(domain, parentOrgUnitId), parentOrgUnitId }),
    });
  }

  /** Whether a unit is another one or below it. */
  isWithin(domain: string, orgUnitId: string | undefined, above: string): boolean {
    const unit = orgUnitId === undefined ? undefined : this.lookUp(domain, orgUnitId);
    const top = this.lookUp(domain, above);
    return unit !== undefined && top !== undefined && this.#isBelow(domain, unit, top);
  }

  clear(): void {
    this.#units.clear();
  }

  #parent(domain: string, body: Json): Unit {
    const key = textOf(body, 'parentOrgUnitId') ?? textOf(body, 'parentOrgUnitPath');
    const parent = key === undefined ? undefined : this.lookUp(domain, key);
    if (!parent) throw invalidInput('Invalid Parent Orgunit Id');
    return parent;
  }

  /** Two units of one parent never share a name. */
  #checked(domain: string, unit: Unit): Unit {
    const twin = this.#units
      .of(domain)
      .some(
        ({ orgUnitId, parentOrgUnitId, name }) =>
          orgUnitId !== unit.orgUnitId &&
          parentOrgUnitId === unit.parentOrgUnitId &&
          name.toLowerCase() === unit.name.toLowerCase(),
      );
    if (twin) throw invalidInput('Invalid Ou Id');
    return unit;
  }

  #isBelow(domain: string, unit: Unit, above: Unit): boolean {
    if (unit.orgUnitId === above.orgUnitId) return true;
    const parent = unit.parentOrgUnitId === null ? undefined : this.lookUp(domain, unit.parentOrgUnitId);
    return parent !== undefined && this.#isBelow(domain, parent, above);
  }
}

function rootOf(domain: string): Unit {
  const hash = createHash('sha256').update(`top ${domain}`).digest('hex').slice(0, 9);
  return { orgUnitId: `id:03ph8a2z${hash}`, parentOrgUnitId: null, name: domain };
}

function nameIn(body: Json): string {
  const name = textOf(body, 'name');
  if (name === undefined) throw required('name');
  if (name.includes('/')) throw invalidInput('Invalid Ou Name');
  return name;
}

function describedBy(body: Json): { description?: string } {
  const description = textOf(body, 'description');
  return description === undefined ? {} : { description };
}
