import { afterAll, beforeAll, expect, it } from 'vitest';
import { Lab } from './test/lab.ts';

const MEETING_POINT = 'https://meeting-point.example.test';
/** More than run at once as long as some of them get on. */
const MANY = 12;

let lab: Lab;
beforeAll(async () => {
  lab = new Lab();
  const here: (() => void)[] = [];
  await lab.serve(MEETING_POINT, (_request, response) => {
    here.push(() => response.end('all are here'));
    if (here.length === MANY) for (const answer of here) answer();
  });
});
afterAll(() => lab.stop());

it('executions that wait for each other all get to run, however many', async () => {
  const code = `return UrlFetchApp.fetch('${MEETING_POINT}/').getContentText()`;
  const ended = await Promise.all(Array.from({ length: MANY }, () => lab.once(code)));
  expect(ended.map(({ result }) => result)).toEqual(Array.from({ length: MANY }, () => 'all are here'));
});
