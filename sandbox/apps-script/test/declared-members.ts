/** What the type package says that Apps Script has: interfaces with their members, enumerations with theirs. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import ts from 'typescript';

const PACKAGE = dirname(createRequire(import.meta.url).resolve('@types/google-apps-script/package.json'));

/** The files that declare the named services, and the name under which their interfaces are listed. */
const FILES: Readonly<Record<string, readonly string[]>> = {
  'google-apps-script.base.d.ts': ['Base'],
  'google-apps-script.cache.d.ts': ['Cache'],
  'google-apps-script.calendar.d.ts': ['Calendar'],
  'google-apps-script.card-service.d.ts': ['Card_Service'],
  'google-apps-script.conference-data.d.ts': ['Conference_Data'],
  'google-apps-script.content.d.ts': ['Content'],
  'google-apps-script.gmail.d.ts': ['Gmail'],
  'google-apps-script.html.d.ts': ['HTML'],
  'google-apps-script.lock.d.ts': ['Lock'],
  'google-apps-script.mail.d.ts': ['Mail'],
  'google-apps-script.properties.d.ts': ['Properties'],
  'google-apps-script.script.d.ts': ['Script'],
  'google-apps-script.url-fetch.d.ts': ['URL_Fetch'],
  'google-apps-script.utilities.d.ts': ['Utilities'],
  'apis/calendar_v3.d.ts': ['Calendar_v3'],
  'apis/directory_v1.d.ts': ['Directory_v1'],
};

interface Declared {
  /** `Space.Interface` → names of its methods and properties. */
  readonly interfaces: ReadonlyMap<string, ReadonlySet<string>>;
  /** `Space.Enum` → its members, in order. */
  readonly enums: ReadonlyMap<string, readonly string[]>;
}

export function declaredMembers(): Declared {
  const interfaces = new Map<string, Set<string>>();
  const enums = new Map<string, string[]>();
  for (const [file, [space = '']] of Object.entries(FILES)) {
    const source = ts.createSourceFile(
      file,
      readFileSync(join(PACKAGE, file), 'utf8'),
      ts.ScriptTarget.Latest,
    );
    const advanced = file.startsWith('apis/');
    const visit = (node: ts.Node, inCollection: boolean): void => {
      // Of an API's types only the collections are something a script calls; the rest are shapes of JSON.
      const inside = inCollection || (ts.isModuleDeclaration(node) && node.name.text === 'Collection');
      if (ts.isInterfaceDeclaration(node) && (!advanced || inside)) {
        const name = `${space}.${node.name.text}`;
        const known = interfaces.get(name) ?? new Set<string>();
        for (const member of node.members)
          if (member.name && ts.isIdentifier(member.name)) known.add(member.name.text);
        interfaces.set(name, known);
      }
      if (ts.isEnumDeclaration(node)) {
        enums.set(
          `${space}.${node.name.text}`,
          node.members.map((member) => (member.name as ts.Identifier).text),
        );
      }
      ts.forEachChild(node, (child) => {
        visit(child, inside);
      });
    };
    visit(source, false);
  }
  return { interfaces, enums };
}

/** Interfaces that describe plain objects, JavaScript's own, or parents without members: nothing that a service offers. */
const SHAPES: readonly string[] = [
  'Base.BlobSource',
  'Base.Date',
  'Base.DateConstructor',
  'Card_Service.Divider',
  'Card_Service.Widget',
  'Gmail.GmailAdvancedOptions',
  'Gmail.GmailAttachmentOptions',
  'Gmail.GmailReplyOptions',
  'Mail.MailAdvancedParameters',
  'URL_Fetch.HttpHeaders',
  'URL_Fetch.URLFetchRequest',
  'URL_Fetch.URLFetchRequestOptions',
];

export function isShape(name: string): boolean {
  return SHAPES.includes(name);
}
