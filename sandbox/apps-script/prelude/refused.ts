/** Members that Apps Script has and this runtime does not: each throws and says its name, none pretends. */
import { Exception } from './host.ts';
import { members } from './members/members.ts';

function refusal(name: string): Exception {
  return new Exception(`${name} is not built in this local Apps Script.`);
}

/** Adds every refused member of `name` (as the table calls the class) to `target`. */
export function addRefusals(name: string, target: object): void {
  const table = members[name];
  if (!table) return;
  const shown = name.slice(name.indexOf('.') + 1);
  for (const member of (table.refused ?? '').split(' ')) {
    if (member === '' || member in target) continue;
    Object.defineProperty(target, member, {
      configurable: true,
      writable: true,
      value: () => {
        throw refusal(`${shown}.${member}`);
      },
    });
  }
}

/** A service of which nothing is built yet. */
export function refusedService(name: string): object {
  return new Proxy(
    {},
    {
      get: (_, member) => {
        if (typeof member === 'symbol') return undefined;
        if (member === 'toString') return () => name;
        throw refusal(`${name}.${member}`);
      },
    },
  );
}
