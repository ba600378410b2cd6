/** `npm run bench [-- --json] [--only NAME]`: measured work, one file a question; progress goes to stderr. */
import { arch, cpus, loadavg, platform, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { bundle } from './bundle.ts';
import { fanout } from './fanout.ts';
import type { Figure, Question } from './figure.ts';
import { follow } from './follow.ts';
import { sandbox } from './sandbox.ts';
import { schedule } from './schedule.ts';
import { start } from './start.ts';

const QUESTIONS: readonly Question[] = [bundle, start, schedule, follow, fanout, sandbox];

const { values } = parseArgs({ options: { json: { type: 'boolean' }, only: { type: 'string' } } });
const wanted = ({ figures, group }: Question, name: string): boolean =>
  values.only === undefined || values.only === group || (values.only === name && figures.includes(name));
const asked = QUESTIONS.filter((question) => question.figures.some((name) => wanted(question, name)));
if (asked.length === 0) {
  const names = QUESTIONS.flatMap(({ figures, group }) => [...(group ? [group] : []), ...figures]).join(', ');
  process.stderr.write(`There is no figure "${values.only ?? ''}". There are: ${names}.\n`);
  process.exit(2);
}

/** What else the machine was doing: a figure taken on a busy one says little. */
const loadAtStart = loadavg()[0] ?? 0;
const figures: Record<string, Figure> = {};
for (const question of asked) {
  const answers = await question.measure((line) => process.stderr.write(`${line}\n`));
  for (const [name, figure] of Object.entries(answers)) if (wanted(question, name)) figures[name] = figure;
}

if (values.json) process.stdout.write(`${JSON.stringify({ machine: machine(), figures })}\n`);
else process.stdout.write(table());

function machine(): Readonly<Record<string, unknown>> {
  const processors = cpus();
  return {
    platform: platform(),
    arch: arch(),
    cpu: processors[0]?.model.trim() ?? 'unknown',
    cores: processors.length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    node: process.versions.node,
    loadAtStart: Math.round(loadAtStart * 100) / 100,
  };
}

function table(): string {
  const lines = Object.entries(figures).map(([name, { value, unit, floor, ratio, aim, met }]) => {
    const against =
      floor === undefined || ratio === undefined ? '' : ` (${floor} ${unit} without it: × ${ratio})`;
    const aimed = aim === undefined ? '' : `, aim ≤ ${ratio === undefined ? `${aim} ${unit}` : `× ${aim}`}`;
    return `${met ? '✓' : '✗'} ${name.padEnd(12)} ${value} ${unit}${against}${aimed}\n`;
  });
  return lines.join('');
}
