/** Projects as somebody else would write them, on the whole of local Google. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ANNA, BEN, Whole } from './test/whole.ts';

let whole: Whole;
beforeAll(async () => {
  whole = await Whole.start();
});
afterAll(async () => {
  await whole.stop();
});

async function call(project: string, name: string, event?: unknown): Promise<unknown> {
  const { result, error } = await whole.run(project, {
    call: name,
    ...(event === undefined ? {} : { event }),
  });
  if (error) throw new Error(`${error.name}: ${error.message}\n${error.stack}`);
  return result;
}

describe('a digest of the week, with CalendarApp', () => {
  it('plans, lists and tidies events, all-day events, a series and an exception of it', async () => {
    const id = await call('digest', 'planWeek');
    expect(await call('digest', 'week')).toEqual({
      greeting: 'Week of 2 Mar 2026',
      lines: [
        { title: 'Standup', when: 'Mon 10:15', guests: [] },
        { title: 'Review', when: 'Tue 10:00', guests: ['ben@sample.test'] },
        { title: 'Holiday', when: 'all day', guests: [] },
        { title: 'Fair', when: 'all day', guests: [] },
        { title: 'Standup', when: 'Thu 10:15', guests: [] },
      ],
    });
    expect(await call('digest', 'reviewOf', { id })).toEqual({
      id,
      description: 'Numbers',
      location: 'Room 4',
      reminders: [[15], []],
      color: true,
      tag: 'digest',
      mine: [true, 'OWNER', [ANNA]],
      ben: 'INVITED',
      visibility: true,
      series: false,
    });
    expect(await call('digest', 'tidy')).toEqual({
      before: [
        ['Standup', '2026-03-02T09:15:00.000Z'],
        ['Standup (moved)', '2026-03-05T13:00:00.000Z'],
        ['Standup', '2026-03-09T09:15:00.000Z'],
        ['Standup', '2026-03-12T09:15:00.000Z'],
      ],
      left: ['Review', 'Holiday'],
      gone: 'The calendar event does not exist, or it has already been deleted.',
    });
  });
});

describe('a guest book, a web app with templates', () => {
  const as = { 'x-local-account': BEN };

  it('takes entries by form and as JSON, and shows them to whoever comes, in its owner’s name', async () => {
    await call('guestbook', 'entries');
    const { scriptId } = await whole.run('guestbook', { call: 'entries' });
    const app = `/macros/d/${scriptId}/exec`;
    const form = await whole.google.inject({
      method: 'POST',
      url: app,
      headers: { ...as, 'content-type': 'application/x-www-form-urlencoded' },
      payload: 'name=Ben&text=a%3Cb',
    });
    expect([form.statusCode, form.body]).toEqual([200, 'signed 19']);
    const json = '{ "name": "Eve",  "text": "ok" }';
    const posted = await whole.google.inject({
      method: 'POST',
      url: app,
      headers: { ...as, 'content-type': 'application/json' },
      payload: json,
    });
    expect(posted.body).toBe(`signed ${json.length}`);
    const feed = await whole.google.inject({ url: `${app}/feed`, headers: as });
    expect(JSON.parse(feed.body)).toMatchObject([{ name: 'Ben', text: 'a<b' }, { name: 'Eve' }]);
    const page = await whole.google.inject({ url: `${app}?highlight=Eve`, headers: as });
    expect(page.headers['x-frame-options']).toBe('SAMEORIGIN');
    expect(page.body).toContain('<title>Guest book</title><meta name="viewport"');
    expect(page.body).toContain('.on { color: red; }');
    expect(page.body).toContain(`<p>Hello ${BEN}</p>`);
    expect(page.body).toContain('<li class="on"><b>Eve</b>: ok</li>');
    expect(page.body).toContain('<li class=""><b>Ben</b>: a&#60;b</li>');
    expect(page.body).toContain("var highlight = 'Eve';");
    expect(whole.platforms.scripts.executions(scriptId).at(-1)).toMatchObject({
      as: ANNA,
      function: 'doGet',
    });
    expect((await whole.google.inject(app)).statusCode).toBe(401);
  });

  it('answers google.script.run, but not for private functions', async () => {
    const { scriptId } = await whole.run('guestbook', { call: 'entries' });
    const run = (name: string) =>
      whole.google.inject({
        method: 'POST',
        url: `/macros/d/${scriptId}/run?as=${BEN}`,
        headers: { 'content-type': 'application/json' },
        payload: { function: name, args: ['Page', 'hi'] },
      });
    expect(JSON.parse((await run('sign')).body)).toEqual({ result: 3 });
    expect(JSON.parse((await run('secret_')).body)).toEqual({ error: { message: 'secret_ is private.' } });
    expect(JSON.parse((await run('missing')).body)).toEqual({
      error: { message: 'ReferenceError: Script function not found: missing' },
    });
  });
});

describe('chores by the clock and by the calendar', () => {
  it('fire at their times, in the project’s zone or their own, with every right', async () => {
    expect(await call('chores', 'install')).toEqual([
      ['morning', 'CLOCK', 'CLOCK', null],
      ['review', 'CLOCK', 'CLOCK', null],
      ['rent', 'CLOCK', 'CLOCK', null],
      ['once', 'CLOCK', 'CLOCK', null],
      ['calendarChanged', 'ON_EVENT_UPDATED', 'CALENDAR', ANNA],
    ]);
    await call('chores', 'plan');
    await whole.advance(5 * 24 * 60 * 60 * 1000);
    expect(await call('chores', 'diary')).toEqual([
      `changed ${ANNA} Mon 2 Mar 09:00 true`,
      'once Mon 2 Mar 10:30 true',
      'morning Mon 2 Mar 12:30 true',
      'morning Tue 3 Mar 12:30 true',
      'morning Wed 4 Mar 12:30 true',
      'morning Thu 5 Mar 12:30 true',
      'morning Fri 6 Mar 12:30 true',
      'review Fri 6 Mar 21:00 true',
    ]);
  });

  it('are refused where they make no sense', async () => {
    expect(await call('chores', 'wrong')).toEqual([
      'A clock trigger needs a time.',
      'The value you passed to everyMinutes was invalid. It must be one of 1, 5, 10, 15 or 30.',
      'The value you passed to everyHours was invalid. It must be one of 1, 2, 4, 6, 8 or 12.',
      'Invalid argument: atHour',
      'A clock trigger cannot have everyHours and everyDays at once.',
      "The parameters (String) don't match the method signature for ScriptApp.ClockTriggerBuilder.onWeekDay.",
    ]);
  });
});

describe('an import of courses from elsewhere', () => {
  it('reads a file in another charset, adds events once, and may fetch nothing else', async () => {
    const file = Buffer.from(
      'title;day;from;minutes\n"K\u00FCche; kalt";09.03.2026;18:00;90\nYoga;10.03.2026;07:15;45\n',
      'latin1',
    );
    const server = createServer((_, response) => {
      response.writeHead(200, { 'content-type': 'text/csv; charset=ISO-8859-1' }).end(file);
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const { hosts } = whole.platforms.ground;
    hosts.set('https://files.sample.test', `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    expect(await call('imports', 'importCourses')).toEqual(['Küche; kalt', 'Yoga']);
    const again = await whole.run('imports', { call: 'importCourses' });
    expect(again.result).toEqual(['known: Küche; kalt', 'known: Yoga']);
    expect(again.logs).toEqual([{ severity: 'INFO', message: 'Imported 2 rows' }]);
    expect((await whole.run('imports', { call: 'elsewhere' })).error?.message).toContain('urlFetchWhitelist');
    expect(await call('imports', 'preview')).toMatchObject({
      url: 'https://files.sample.test/feeds/courses.csv',
      method: 'post',
      contentType: 'application/x-www-form-urlencoded',
      payload: 'a=%C3%A4%20b&n=1',
      headers: { 'X-Key': 'k' },
      followRedirects: false,
    });
    await new Promise((done) => server.close(done));
  });
});

describe('an add-on for calls, with a sign-in of its own', () => {
  it('asks for sign-in, comes back by its callback page, and makes the conference', async () => {
    const seen: string[] = [];
    const server = createServer((request, response) => {
      seen.push(`${request.method ?? ''} ${request.url ?? ''} ${request.headers.authorization ?? ''}`);
      const body =
        request.url === '/token'
          ? { access_token: 't0ken' }
          : { id: 'r1', url: 'https://calls.sample.test/r1', code: '77', phone: '+33123456789' };
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const { hosts } = whole.platforms.ground;
    hosts.set('https://calls.sample.test', `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    const first = await whole.run('calls', { open: 'create:primary/notyetsaved' });
    const { error } = first.result as { error: { type: string; authenticationUrl: string } };
    expect(error.type).toBe('AUTHENTICATION');
    const asked = new URL(error.authenticationUrl).searchParams;
    const back = new URL(asked.get('redirect_uri') ?? '');
    const landed = await whole.google.inject(`${back.pathname}?state=${asked.get('state') ?? ''}&code=c0de`);
    expect(landed.body).toBe('<title>Done</title>Signed in to calls. You may close this tab.');
    const second = await whole.run('calls', { open: 'create:primary/notyetsaved' });
    expect(second.error).toBeNull();
    expect(second.result).toMatchObject({
      conferenceId: 'r1',
      notes: 'Bring <b>coffee</b>.',
      entryPoints: [
        { entryPointType: 'video', passcode: '77' },
        { entryPointType: 'phone', label: '+33123456789', entryPointFeatures: ['toll'] },
      ],
    });
    expect(seen).toEqual(['POST /token Basic aWQ6c2VjcmV0', 'POST /rooms Bearer t0ken']);
    await new Promise((done) => server.close(done));
  });
});

describe('a mail room, with GmailApp, MailApp and the advanced service', () => {
  it('sends, finds, sorts and answers', async () => {
    expect(await call('mailroom', 'sendReport')).toBe(1500 - 4);
    expect(whole.platforms.gmail.mails().map(({ to, subject }) => [to, subject])).toEqual([
      [BEN, 'Report'],
      ['out@side.test', 'Report'],
      [ANNA, 'Report'],
      [BEN, 'Second'],
    ]);
    expect(await call('mailroom', 'sortInbox')).toEqual({
      found: 1,
      inbox: [],
      unread: 0,
      from: '"Reports" <anna@sample.test>'.replaceAll('"', ''),
      to: 'Ben Ode <ben@sample.test>, out@side.test',
      body: '<p>See the <b>file</b>.</p>',
      plain: 'See the file.',
      file: ['report.csv', 'text/csv', 'a;1\nb;2', 7, 40],
      labels: [['Reports', true]],
      states: [false, false, false],
    });
    expect(await call('mailroom', 'answer')).toEqual({
      before: [true, 'Re: Report', 'Reports <anna@sample.test>', 'Ben Ode <ben@sample.test>, out@side.test'],
      drafts: 0,
      thread: 2,
      starred: 1,
      raw: true,
      same: true,
      null: null,
    });
    expect(await call('mailroom', 'advanced')).toEqual([true, true, true]);
  });

  it('is refused what Gmail refuses', async () => {
    expect(await call('mailroom', 'wrong')).toEqual([
      'Invalid email: nobody',
      'Failed to send email: no recipient',
      'Limit Exceeded: Email Body Size.',
      'Limit Exceeded: Email Recipients Per Message.',
      'Invalid argument: ben@sample.test',
      'Argument max cannot exceed 500.',
      'API call to gmail.users.messages.get failed with error: Requested entity was not found.',
      "The parameters (String,String) don't match the method signature for GmailApp.createDraft.",
    ]);
  });
});

describe('an add-on beside a message', () => {
  it('opens Gmail’s homepage, a message and the compose window', async () => {
    const { id } = await whole.platforms.gmail.arrive(ANNA, {
      from: `Ben <${BEN}>`,
      to: ANNA,
      subject: 'Plan',
      text: 'secret',
    });
    const open = async (context: string) => {
      const { result, error } = await whole.run('beside', { open: context, host: 'gmail' });
      if (error) throw new Error(error.message);
      return result as {
        header: { title: string };
        sections: { widgets: { textParagraph?: { text: string } }[] }[];
      };
    };
    expect((await open('home')).header.title).toBe('GMAIL en gmail');
    const message = await open(`message:${id}`);
    expect(message.header.title).toBe('Plan');
    const texts = message.sections[0]?.widgets.map(({ textParagraph }) => textParagraph?.text);
    expect(texts?.slice(0, 3)).toEqual([`Ben <${BEN}>`, "Metadata scope doesn't allow format FULL", 'true']);
    expect((await open('compose')).sections[0]?.widgets).toEqual([
      { textParagraph: { text: '{"toRecipients":[],"ccRecipients":[],"bccRecipients":[]}' } },
    ]);
    await expect(open('message:1234567890abcdef')).rejects.toMatchObject({ status: 404 });
    await expect(open('event:a/b')).rejects.toMatchObject({ status: 400 });
  });

  it('makes a draft by a click, which Gmail opens', async () => {
    const { host, gmail, scripts } = whole.platforms;
    const { scriptId } = scripts.register({ dir: whole.dir('beside') });
    await host.act(ANNA, 'install', { scriptId });
    const { id } = await gmail.arrive(ANNA, { from: `Ben <${BEN}>`, to: ANNA, subject: 'Again', text: '' });
    const view = (await host.act(ANNA, 'openMessage', { id, scriptId })) as {
      card: { header: { title: string } };
    };
    expect(view.card.header.title).toBe('Again');
    const clicked = await host.act(ANNA, 'click', { path: '/sections/0/widgets/3/buttonList/buttons/0' });
    const [draft] = gmail.box.drafts(ANNA);
    expect(clicked).toMatchObject({ gmailAction: { openCreatedDraftActionMarkup: { draftId: draft?.id } } });
    expect(gmail.box.message(ANNA, draft?.messageId ?? '').content.text?.trim()).toBe('Hello');
  });
});

describe('a phone book, with AdminDirectory', () => {
  it('reads a public custom field of a colleague, and softly fails where only administrators may look', async () => {
    const { directory } = whole.platforms;
    directory.putSchema('sample.test', {
      schemaName: 'Calls',
      fields: [{ fieldName: 'site', fieldType: 'STRING', readAccessType: 'ALL_DOMAIN_USERS' }],
    });
    directory.setValues(BEN, { Calls: { site: 'calls.sample.test' } });
    expect(await call('phonebook', 'site', { email: BEN })).toEqual(['Ben Ode', 'calls.sample.test']);
    expect(await call('phonebook', 'sameByRest', { email: BEN })).toBe(BEN);
    expect(await call('phonebook', 'admin', { email: BEN })).toEqual([
      'GoogleJsonResponseException',
      'API call to directory.users.get failed with error: Not Authorized to access this resource/api',
      403,
    ]);
  });
});
