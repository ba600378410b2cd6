/** The pages' look: the tokens of the product's palette, light and dark; no font or picture from anywhere else. */
export const STYLESHEET = `
:root {
  color-scheme: light dark;
  --canvas: #F5F7F7; --surface: #FFFFFF; --sunken: #EBEFF0;
  --text: #152025; --text2: #46545B; --text3: #5A6870;
  --border: #D6DDDF; --control: #75838A;
  --accent: #0B6472; --accent-hover: #084E59; --on-accent: #FFFFFF; --accent-soft: #DCF0F2;
  --webex: #5B4AA8; --webex-soft: #EBE8F8;
  --ok: #19703E; --warn: #855000; --warn-soft: #FCEBC9; --danger: #B3261E; --danger-soft: #FBE4E2;
}
@media (prefers-color-scheme: dark) {
  :root {
    --canvas: #0E1417; --surface: #151D21; --sunken: #1C262B;
    --text: #E7EEF0; --text2: #B4C1C7; --text3: #95A4AC;
    --border: #2C393F; --control: #74868F;
    --accent: #63C7D2; --accent-hover: #8CDAE2; --on-accent: #06282D; --accent-soft: #12383F;
    --webex: #B5A8F2; --webex-soft: #2A2549;
    --ok: #6FD39A; --warn: #F0BA58; --warn-soft: #3A2A0A; --danger: #FF9C93; --danger-soft: #471A1A;
  }
}
*, *::before, *::after { box-sizing: border-box; }
body {
  margin: 0; min-block-size: 100vh; display: flex; flex-direction: column;
  background: var(--canvas); color: var(--text);
  font: 0.875rem/1.25rem Inter, "Noto Sans", system-ui, sans-serif; font-variant-numeric: tabular-nums;
}
h1 { font-size: 1.5rem; line-height: 2rem; font-weight: 600; margin: 0 0 0.5rem; }
h2 { font-size: 1rem; line-height: 1.5rem; font-weight: 600; margin: 0 0 0.75rem; }
h1:focus { outline: none; }
p, ul, dl, table, fieldset { margin: 0 0 1rem; }
p, li { max-inline-size: 72ch; }
a { color: var(--accent); }
a:hover { color: var(--accent-hover); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
main:focus { outline: none; }
bdi { overflow-wrap: anywhere; }
.skip { position: absolute; inset-inline-start: -999rem; }
.skip:focus { inset-inline-start: 1rem; inset-block-start: 0.5rem; background: var(--surface); padding: 0.5rem 0.75rem; z-index: 1; }
.bar {
  display: flex; flex-wrap: wrap; gap: 0.5rem 1rem; align-items: center; justify-content: space-between;
  background: var(--surface); border-block-end: 1px solid var(--border); padding: 0.5rem 1.5rem; min-block-size: 3.5rem;
}
.brand { display: inline-flex; align-items: center; gap: 0.75rem; font-weight: 600; }
.mark { inline-size: 1.5rem; block-size: 1.25rem; }
.mark-calendar { fill: var(--accent); }
.mark-meeting { fill: var(--webex); stroke: var(--surface); stroke-width: 1.5; }
.mark-tick { fill: none; stroke: var(--surface); stroke-width: 1.75; stroke-linecap: round; stroke-linejoin: round; }
.address { color: var(--text2); }
main { flex: 1; inline-size: 100%; margin-inline: auto; padding: 1.5rem; }
main.narrow { max-inline-size: 36rem; padding-block-start: 3rem; }
main.wide { max-inline-size: 73.75rem; }
.foot { color: var(--text3); font-size: 0.75rem; line-height: 1rem; padding: 1rem 1.5rem; text-align: center; }
.foot p { margin: 0.5rem auto 0; }
.lead { color: var(--text2); font-size: 0.9375rem; line-height: 1.375rem; }
.box { background: var(--surface); border: 1px solid var(--border); border-radius: 12px; padding: 1.25rem; margin-block-end: 1.25rem; }
.box > :last-child { margin-block-end: 0; }
.columns { display: grid; gap: 0 1.25rem; align-items: start; grid-template-columns: minmax(0, 1fr); }
@media (min-width: 60rem) { .columns { grid-template-columns: minmax(0, 2fr) minmax(0, 1fr); } }
@media (max-width: 59.99rem) { .columns > .choices { order: -1; } }
.actions { display: flex; flex-wrap: wrap; gap: 0.75rem; margin-block-start: 1rem; }
.actions form { margin: 0; }
.stack { flex-direction: column; }
.button, button {
  display: inline-flex; align-items: center; justify-content: center; min-block-size: 2.25rem; padding: 0.375rem 1rem;
  border: 1px solid var(--accent); border-radius: 999px; background: var(--accent); color: var(--on-accent);
  font: inherit; font-weight: 500; text-decoration: none; cursor: pointer; transition: background-color 120ms cubic-bezier(.2,0,0,1);
}
.button:hover, button:hover { background: var(--accent-hover); border-color: var(--accent-hover); color: var(--on-accent); }
.button.second, button.quiet { background: transparent; color: var(--accent); border-color: var(--control); }
.button.second:hover, button.quiet:hover { background: var(--accent-soft); color: var(--accent-hover); }
.button.danger { background: transparent; color: var(--danger); border-color: var(--danger); }
.button.danger:hover { background: var(--danger-soft); color: var(--danger); border-color: var(--danger); }
button.quiet { min-block-size: 2rem; padding: 0.25rem 0.75rem; font-size: 0.8125rem; }
.full .button { inline-size: 100%; }
@media (max-width: 40rem) { .button, button { min-block-size: 2.75rem; } .actions .button, .actions form { inline-size: 100%; } }
.code { color: var(--text3); font-size: 0.75rem; margin-block-start: 1rem; }
.ticks { list-style: none; padding: 0; }
.ticks li { position: relative; padding-inline-start: 1.75rem; margin-block-end: 0.5rem; }
.ticks li::before {
  content: ""; position: absolute; inset-inline-start: 0.25rem; inset-block-start: 0.1875rem; inline-size: 0.4375rem; block-size: 0.75rem;
  border: solid var(--ok); border-width: 0 2px 2px 0; transform: rotate(45deg);
}
.pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(17rem, 1fr)); gap: 0.75rem; }
.pair div { background: var(--accent-soft); border-radius: 8px; padding: 0.75rem 1rem; }
.pair .webex { background: var(--webex-soft); }
.pair dt { font-weight: 600; color: var(--accent-hover); }
.pair .webex dt { color: var(--webex); }
.pair dd { margin: 0; }
.table { overflow-x: auto; margin-inline: -1.25rem; }
table { border-collapse: collapse; inline-size: 100%; font-size: 0.8125rem; line-height: 1.125rem; margin: 0; }
caption { text-align: start; }
th, td { text-align: start; vertical-align: top; padding: 0.5rem 1.25rem; border-block-end: 1px solid var(--border); }
tr:last-child > * { border-block-end: 0; }
thead th { color: var(--text3); font-weight: 500; font-size: 0.75rem; white-space: nowrap; }
tbody th { font-weight: 500; }
td { color: var(--text2); }
.number { text-align: end; }
td.number { color: var(--text); }
fieldset { border: 0; padding: 0; }
legend { font-weight: 600; padding: 0; margin-block-end: 0.5rem; }
.choice { display: flex; gap: 0.625rem; align-items: baseline; padding-block: 0.375rem; }
.choice input { accent-color: var(--accent); inline-size: 1rem; block-size: 1rem; flex: none; transform: translateY(0.125rem); }
.hint { color: var(--text3); font-size: 0.75rem; line-height: 1rem; display: block; }
.field { display: grid; gap: 0.25rem; margin-block-end: 1rem; max-inline-size: 24rem; }
.field input {
  font: inherit; color: var(--text); background: var(--surface); border: 1px solid var(--control); border-radius: 8px;
  min-block-size: 2.25rem; padding: 0.25rem 0.75rem; inline-size: 8rem;
}
.tag { display: inline-block; border-radius: 999px; padding: 0 0.5rem; background: var(--sunken); color: var(--text2); white-space: nowrap; }
.tag.ok { color: var(--ok); } .tag.warn { background: var(--warn-soft); color: var(--warn); } .tag.danger { background: var(--danger-soft); color: var(--danger); }
.tag::before { content: "●"; margin-inline-end: 0.375rem; } .tag.warn::before { content: "▲"; } .tag.danger::before { content: "✕"; }
.banner { border-inline-start: 4px solid var(--ok); background: var(--surface); border-radius: 8px; padding: 0.75rem 1rem; }
.banner.danger { border-color: var(--danger); }
@media (prefers-reduced-motion: reduce) { * { transition: none !important; } }
`;
