/** A page that a script returned, as a browser gets it: what was set on it, and `google.script` where it asks for that. */

export interface PageFacts {
  readonly content: string;
  readonly title: string;
  readonly metaTags?: readonly { readonly name: string; readonly content: string }[];
  readonly faviconUrl?: string;
  readonly anyFrame?: true;
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}

/**
 * The client's side of `google.script.run`: calls are posts to `run`, beside the page's own address, in the name of
 * whoever the page is shown to. `google.script.host` and `history` belong to dialogs and frames that are not here.
 */
function client(run: string): string {
  return `<script>(function () {
  function refused(name) { return function () { throw new Error('google.script.' + name + ' is not built in this local Apps Script.'); }; }
  function runner(set) {
    return new Proxy({}, { get: function (_, name) {
      if (name === 'withSuccessHandler') return function (f) { return runner(Object.assign({}, set, { done: f })); };
      if (name === 'withFailureHandler') return function (f) { return runner(Object.assign({}, set, { failed: f })); };
      if (name === 'withUserObject') return function (o) { return runner(Object.assign({}, set, { object: o })); };
      return function () {
        fetch(${JSON.stringify(run)}, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ function: name, args: Array.from(arguments) }) })
          .then(function (answer) { return answer.json(); })
          .then(function (answer) {
            if (answer.error) { var error = new Error(answer.error.message); error.name = 'ScriptError'; if (set.failed) set.failed(error, set.object); }
            else if (set.done) set.done(answer.result, set.object);
          });
      };
    } });
  }
  window.google = { script: {
    run: runner({}),
    host: { close: refused('host.close'), setHeight: refused('host.setHeight'), setWidth: refused('host.setWidth'), editor: { focus: refused('host.editor.focus') } },
    history: { push: refused('history.push'), replace: refused('history.replace'), setChangeHandler: refused('history.setChangeHandler') },
    url: { getLocation: function (f) { var query = new URLSearchParams(location.search), one = {}, all = {}; query.forEach(function (v, k) { if (!(k in one)) one[k] = v; (all[k] = all[k] || []).push(v); }); f({ hash: location.hash.slice(1), parameter: one, parameters: all }); } }
  } };
})();</script>`;
}

/** @param run - where `google.script.run` of this page posts to */
export function webPage(page: PageFacts, run: string): string {
  const head = [
    page.title === '' ? '' : `<title>${escape(page.title)}</title>`,
    page.faviconUrl === undefined ? '' : `<link rel="icon" href="${escape(page.faviconUrl)}">`,
    ...(page.metaTags ?? []).map(
      ({ name, content }) => `<meta name="${escape(name)}" content="${escape(content)}">`,
    ),
    /\bgoogle\s*\.\s*script\b/.test(page.content) ? client(run) : '',
  ].join('');
  if (head === '') return page.content;
  const at =
    /<head[^>]*>/i.exec(page.content) ??
    /<html[^>]*>/i.exec(page.content) ??
    /^\s*<!doctype[^>]*>/i.exec(page.content);
  if (!at) return head + page.content;
  const end = at.index + at[0].length;
  return page.content.slice(0, end) + head + page.content.slice(end);
}
