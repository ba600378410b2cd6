/** HtmlService: pages from texts, from the project's files, and from templates. */
import { ask, Exception } from './host.ts';
import { blobOf, isBlobSource } from './blob.ts';
import { either, signature, text } from './check.ts';
import { HtmlOutput, HtmlTemplate, SandboxMode, TemplateOutput, XFrameOptionsMode } from './html-output.ts';

let files: Readonly<Record<string, string>> = {};

export function useHtmlFiles(html: Readonly<Record<string, string>>): void {
  files = html;
}

const source = either(text, isBlobSource);
const contentOf = (value: unknown): string =>
  typeof value === 'string' ? value : blobOf(value).getDataAsString();

/** The text of a file of the project, with or without its extension. */
function fileNamed(member: string, args: readonly unknown[]): string {
  signature(`HtmlService.${member}`, args, [text]);
  const name = (args[0] as string).replace(/\.html$/, '');
  const content = files[name];
  if (content === undefined) throw new Exception(`No HTML file named ${name} was found.`);
  return content;
}

export const htmlService = {
  SandboxMode,
  XFrameOptionsMode,
  createHtmlOutput(...args: unknown[]): HtmlOutput {
    signature('HtmlService.createHtmlOutput', args, [], [source]);
    return new HtmlOutput(args.length === 0 ? '' : contentOf(args[0]));
  },
  createHtmlOutputFromFile: (...args: unknown[]) =>
    new HtmlOutput(fileNamed('createHtmlOutputFromFile', args)),
  createTemplate(...args: unknown[]): HtmlTemplate {
    signature('HtmlService.createTemplate', args, [source]);
    return new HtmlTemplate(contentOf(args[0]));
  },
  createTemplateFromFile: (...args: unknown[]) => new HtmlTemplate(fileNamed('createTemplateFromFile', args)),
  /** What the code of `getCode()` begins with; not in the reference, but in every template's code. */
  initTemplate: () => new TemplateOutput(),
  getUserAgent: () => ask('HtmlService.getUserAgent') as string | null,
};
