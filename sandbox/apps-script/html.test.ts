import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Lab } from './test/lab.ts';

let lab: Lab;
beforeAll(() => {
  lab = new Lab();
});
afterAll(() => {
  lab.stop();
});

async function outcome(files: Readonly<Record<string, string>>): Promise<unknown> {
  const { result, error } = await lab.run(lab.project(files), 'main');
  return error ? `${error.name}: ${error.message}` : result;
}

describe('HtmlService: templates', () => {
  it('runs scriptlets over the script’s globals and the template’s own properties', async () => {
    expect(
      await outcome({
        'code.gs': `const GREETING = 'Hi'; function include(name) { return HtmlService.createHtmlOutputFromFile(name).getContent(); }
          function main() { var t = HtmlService.createTemplateFromFile('page'); t.items = ['a', '<b>']; t.none = null; return t.evaluate().setTitle('T'); }`,
        'page.html': `<?!= include('style'); ?><? for (var i = 0; i < items.length; i++) { ?><li><?= items[i] ?></li><? } ?><p><?= GREETING ?><?= none ?></p>`,
        'style.html': `<style>p > b {}</style>`,
      }),
    ).toEqual({
      content: '<style>p > b {}</style><li>a</li><li>&#60;b&#62;</li><p>Hi</p>',
      title: 'T',
    });
  });

  it('escapes a print for the script it stands in', async () => {
    expect(
      await outcome({
        'code.gs': `function main() { var t = HtmlService.createTemplate("<script>var a = <?= bad ?>, b = '<?= bad ?>', n = <?= 5 ?>;</script><?= bad ?>"); t.bad = "</script>'"; return t.evaluate().getContent(); }`,
      }),
    ).toBe(
      `<script>var a = '\\u003c/script\\u003e\\u0027', b = '\\u003c/script\\u003e\\u0027', n = 5;</script>&#60;/script&#62;&#39;`,
    );
  });

  it('shows its code, which can be run by itself', async () => {
    expect(
      await outcome({
        'code.gs': `function main() { var t = HtmlService.createTemplate('a<?= 1 + 1 ?><?!= "<i>" ?>'); return [t.getRawContent(), eval(t.getCode()).getContent(), t.getCodeWithComments().indexOf('// a') > 0]; }`,
      }),
    ).toEqual(['a<?= 1 + 1 ?><?!= "<i>" ?>', 'a2<i>', true]);
  });

  it('reports an error in a scriptlet, an unknown file, and a meta tag that a page may not set', async () => {
    expect(
      await outcome({
        'code.gs': `function main() { return HtmlService.createTemplate('<?= missing ?>').evaluate(); }`,
      }),
    ).toBe('ReferenceError: missing is not defined');
    expect(
      await outcome({ 'code.gs': `function main() { return HtmlService.createTemplateFromFile('no'); }` }),
    ).toBe('Exception: No HTML file named no was found.');
    expect(
      await outcome({
        'code.gs': `function main() { return HtmlService.createHtmlOutput('').addMetaTag('robots', 'x'); }`,
      }),
    ).toContain('The specified meta tag cannot be used');
  });
});
