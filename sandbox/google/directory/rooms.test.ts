import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LocalDirectory } from './test/local-directory.ts';
import { ADA, BEN, refusal, startLocalDirectory } from './test/local-directory.ts';

const customer = 'my_customer';
const READ = ['https://www.googleapis.com/auth/admin.directory.resource.calendar.readonly'];

let local: LocalDirectory;
let client: ReturnType<LocalDirectory['as']>['resources'];

beforeAll(async () => {
  local = await startLocalDirectory();
  client = local.as(ADA).resources;
});
afterAll(() => local.close());

describe('rooms', () => {
  it('stand in buildings and have features', async () => {
    const building = { buildingId: 'NYC', buildingName: 'Ninth', floorNames: ['1', '2'] };
    expect((await client.buildings.insert({ customer, requestBody: building })).data).toMatchObject({
      kind: 'admin#directory#resources#buildings#Building',
      ...building,
    });
    await client.features.insert({ customer, requestBody: { name: 'Phone' } });
    await client.features.insert({ customer, requestBody: { name: 'Board' } });
    const { data } = await client.calendars.insert({
      customer,
      requestBody: {
        resourceId: 'r1',
        resourceName: 'Training Room 1A',
        buildingId: 'NYC',
        floorName: '2',
        capacity: 16,
        resourceCategory: 'CONFERENCE_ROOM',
        featureInstances: [{ feature: { name: 'Phone' } }],
      },
    });
    expect(data).toMatchObject({
      kind: 'admin#directory#resources#calendars#CalendarResource',
      generatedResourceName: 'NYC-2-Training Room 1A (16) [Phone]',
      capacity: 16,
    });
    expect(data.resourceEmail).toMatch(/^c_[0-9a-f]{32}@resource\.calendar\.google\.com$/);
    await client.calendars.insert({ customer, requestBody: { resourceId: 'r2', resourceName: 'Van' } });
  });

  it.each([
    [{ resourceId: 'r1', resourceName: 'Twin' }, refusal(409, 'duplicate', 'Entity already exists.')],
    [
      { resourceId: 'r3', resourceName: 'R', buildingId: 'LON' },
      refusal(400, 'invalid', 'Invalid Input: buildingId'),
    ],
    [
      { resourceId: 'r3', resourceName: 'R', buildingId: 'NYC', floorName: '9' },
      refusal(400, 'invalid', 'Invalid Input: floorName'),
    ],
    [
      { resourceId: 'r3', resourceName: 'R', featureInstances: [{ feature: { name: 'Pool' } }] },
      refusal(400, 'invalid', 'Invalid Input: featureInstances'),
    ],
    [{ resourceId: 'r3' }, refusal(400, 'required', 'Missing required field: resourceName')],
  ])('are not made from %j', async (requestBody, error) => {
    await expect(client.calendars.insert({ customer, requestBody })).rejects.toMatchObject(error);
    await expect(client.calendars.get({ customer, calendarResourceId: 'r3' })).rejects.toMatchObject({
      status: 404,
    });
  });

  it.each([
    ['buildingId=NYC AND featureInstances.feature.name:Phone', ['r1']],
    ['NOT buildingId=NYC', ['r2']],
    ['capacity=16', ['r1']],
    ['generatedResourceName:NYC-2*', ['r1']],
    ['resourceCategory!=CONFERENCE_ROOM', ['r2']],
  ])('are found by %s', async (query, ids) => {
    const { data } = await client.calendars.list({ customer, query });
    expect((data.items ?? []).map(({ resourceId }) => resourceId)).toEqual(ids);
  });

  it('are sorted and paged', async () => {
    const sorted = { customer, orderBy: 'capacity desc, resourceName', maxResults: 1 };
    const { data } = await client.calendars.list(sorted);
    expect(data.items).toMatchObject([{ resourceId: 'r1' }]);
    const rest = await client.calendars.list({ ...sorted, pageToken: data.nextPageToken ?? '' });
    expect(rest.data.items).toMatchObject([{ resourceId: 'r2' }]);
    await expect(client.calendars.list({ customer, orderBy: 'colour' })).rejects.toMatchObject({
      status: 400,
    });
    await expect(client.calendars.list({ customer, query: 'colour=red' })).rejects.toMatchObject({
      status: 400,
    });
  });

  it('change with a patch or an update, and keep their address', async () => {
    const key = { customer, calendarResourceId: 'r1' };
    const before = (await client.calendars.get(key)).data;
    await client.calendars.patch({ ...key, requestBody: { capacity: 8 } });
    const { data } = await client.calendars.update({ ...key, requestBody: { resourceName: 'Small' } });
    expect(data).toMatchObject({
      resourceEmail: before.resourceEmail,
      generatedResourceName: 'NYC-2-Small (8) [Phone]',
    });
  });

  it('follow the features and buildings that are renamed or go', async () => {
    const room = async (): Promise<object> =>
      (await client.calendars.get({ customer, calendarResourceId: 'r1' })).data;
    await client.features.rename({ customer, oldName: 'Phone', requestBody: { newName: 'Telephone' } });
    expect(await room()).toMatchObject({ generatedResourceName: 'NYC-2-Small (8) [Telephone]' });
    await client.features.update({ customer, featureKey: 'Telephone', requestBody: { name: 'Tel' } });
    await client.features.patch({ customer, featureKey: 'Board', requestBody: { name: 'Board' } });
    expect((await client.features.get({ customer, featureKey: 'Tel' })).data.name).toBe('Tel');
    expect((await client.features.list({ customer })).data.features).toHaveLength(2);
    await client.features.delete({ customer, featureKey: 'Tel' });
    const key = { customer, buildingId: 'NYC' };
    await client.buildings.patch({ ...key, requestBody: { description: 'Old' } });
    expect((await client.buildings.get(key)).data).toMatchObject({
      buildingName: 'Ninth',
      description: 'Old',
    });
    await client.buildings.update({ ...key, requestBody: { buildingName: 'Tenth', floorNames: ['2'] } });
    expect((await client.buildings.list({ customer })).data.buildings).toMatchObject([
      { buildingId: 'NYC', buildingName: 'Tenth' },
    ]);
    expect((await client.buildings.get(key)).data.description).toBeUndefined();
    await client.buildings.delete(key);
    expect(await room()).toMatchObject({ generatedResourceName: 'Small (8)' });
    await client.calendars.delete({ customer, calendarResourceId: 'r1' });
    await expect(room()).rejects.toMatchObject({ status: 404 });
  });

  it('are read with the reader’s scope, by administrators', async () => {
    const reader = local.as(ADA, READ).resources;
    expect((await reader.calendars.list({ customer })).data.items).toHaveLength(1);
    await expect(reader.calendars.delete({ customer, calendarResourceId: 'r2' })).rejects.toMatchObject(
      refusal(403, 'insufficientPermissions', 'Request had insufficient authentication scopes.'),
    );
    await expect(local.as(BEN, READ).resources.calendars.list({ customer })).rejects.toMatchObject({
      status: 403,
    });
  });
});
